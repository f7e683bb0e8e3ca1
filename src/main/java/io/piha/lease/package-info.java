/**
 * The lease in etcd: the store behind {@code io.piha.term}, with etcd's own calls, limits and
 * troubles. {@link io.piha.lease.Etcd} is its door.
 */
@NullMarked
package io.piha.lease;

import org.jspecify.annotations.NullMarked;
