/**
 * Failover drills: scenarios, their rehearsal on a simulated house, the live drill on the real one,
 * the way back, and what was measured.
 */
@NullMarked
package io.piha.drill;

import org.jspecify.annotations.NullMarked;
