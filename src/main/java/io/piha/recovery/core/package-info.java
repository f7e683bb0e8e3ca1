/**
 * Core's own backup interface, as Home Assistant has it since 2025.1, on its operating system and
 * in a container alike: a WebSocket for what is asked and told, HTTP for the archives themselves.
 */
@NullMarked
package io.piha.recovery.core;

import org.jspecify.annotations.NullMarked;
