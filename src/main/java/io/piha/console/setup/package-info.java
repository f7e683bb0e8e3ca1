/**
 * The first run: a choice between the demonstration, a guided set-up and a file that is there, and
 * the steps of the set-up with what is tried at each of them.
 */
@NullMarked
package io.piha.console.setup;

import org.jspecify.annotations.NullMarked;
