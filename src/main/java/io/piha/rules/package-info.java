/**
 * The safety rules as predicates that share no judgement with the arbiter: the running engine and
 * the simulated world are watched by the same ones.
 */
@NullMarked
package io.piha.rules;

import org.jspecify.annotations.NullMarked;
