/**
 * The safety rules as predicates that share no judgement with the arbiter and know no more than a
 * running engine can. They watch the running engine and the simulated world alike.
 */
@NullMarked
package io.piha.rules;

import org.jspecify.annotations.NullMarked;
