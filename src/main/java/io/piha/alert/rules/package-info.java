/**
 * Whom to tell what, and when to keep quiet: a pure function of (state, event, time) to (state,
 * messages). No clock, no thread, no input or output; time is an argument, and the state says when
 * it next wants to be asked.
 */
@NullMarked
package io.piha.alert.rules;

import org.jspecify.annotations.NullMarked;
