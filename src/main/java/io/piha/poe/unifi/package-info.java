/**
 * UniFi switches, through their console: the official integration API with a key, which can only
 * cycle a port, or the classic API with an account, which can do all.
 */
@NullMarked
package io.piha.poe.unifi;

import org.jspecify.annotations.NullMarked;
