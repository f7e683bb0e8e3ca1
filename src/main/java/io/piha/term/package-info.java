/**
 * Which of several control planes may act, and what they hand on to each other (rule S13): how a
 * lease is watched, taken, kept and lost, whatever store it lies in and whatever turns the clock.
 *
 * <p>{@link io.piha.term.Candidate} watches and takes the lease, {@link io.piha.term.Held} keeps it
 * and is the right to act, {@link io.piha.term.SharedStore} writes every decision to the store
 * before anything is done about it. All writes are under the lease: the store itself refuses them
 * once it is another's. The running program takes these steps on threads of its own with etcd
 * behind them; the simulated world takes the same steps in virtual time.
 */
@NullMarked
package io.piha.term;

import org.jspecify.annotations.NullMarked;
