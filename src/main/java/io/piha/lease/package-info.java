/**
 * The lease in etcd: which of several control planes may act, and what they hand on to each other
 * (rule S13).
 *
 * <p>{@link io.piha.lease.Candidate} watches and takes the lease, {@link io.piha.lease.Held} keeps
 * it and is the right to act, {@link io.piha.lease.SharedStore} writes every decision there before
 * anything is done about it. All writes are under the lease: etcd itself refuses them once it is
 * another's.
 */
@NullMarked
package io.piha.lease;

import org.jspecify.annotations.NullMarked;
