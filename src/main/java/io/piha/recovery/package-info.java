/**
 * What a dead host is replaced with: snapshots that are pulled and staged, their restore, and the
 * scripted reinstall. Whether one may begin is the arbiter's decision; here it is done, once, and
 * its outcome told.
 *
 * <p>{@link io.piha.recovery.Recovery} is the front door.
 */
@NullMarked
package io.piha.recovery;

import org.jspecify.annotations.NullMarked;
