/**
 * How a Git repository elsewhere is reached, for whoever mirrors or saves one: ssh with a key and
 * strict host keys, https with a name and a password, each wait bounded.
 */
@NullMarked
package io.piha.engine.git;

import org.jspecify.annotations.NullMarked;
