/**
 * The Git mirror: commits that have stood the test on the primary move on to the branch the standby
 * runs from. Here it is seen what arrived and for how long it has stood in healthy, observed time;
 * whether it may be released is the arbiter's decision.
 *
 * <p>{@link io.piha.sync.Mirror} is the front door; one {@link io.piha.sync.MirrorJob} per service
 * works on a thread of its own. {@link io.piha.sync.HealthClock} and {@link io.piha.sync.Soak} are
 * pure; {@link io.piha.sync.Ledger} remembers; {@link io.piha.sync.Origin} is the repository, here
 * or elsewhere.
 */
@NullMarked
package io.piha.sync;

import org.jspecify.annotations.NullMarked;
