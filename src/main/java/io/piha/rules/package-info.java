/**
 * The safety rules as predicates that share no judgement with the arbiter and know no more than a
 * running engine can. The simulated world is watched by them; the engine is not yet.
 */
@NullMarked
package io.piha.rules;

import org.jspecify.annotations.NullMarked;
