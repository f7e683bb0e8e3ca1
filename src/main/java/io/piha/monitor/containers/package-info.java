/**
 * Watches containers over the API of Docker, which Podman speaks too.
 *
 * <p>Each engine is looked at when it tells of an event, and every few seconds besides, for events
 * get lost while a connection breaks. What a state means is decided by the arbiter; here it is only
 * read. Written for the Engine API as its specification has it (moby, api/swagger.yaml) from
 * version 1.24 on, and for Podman's ways where they differ.
 */
@NullMarked
package io.piha.monitor.containers;

import org.jspecify.annotations.NullMarked;
