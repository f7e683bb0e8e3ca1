/**
 * The local door: how commands on the same machine reach the active control plane, also while the
 * broker is down.
 *
 * <p>A unix domain socket in {@code data_dir} that only its owner can open. What the file system
 * lets through is trusted; the operating system says which user it is. One line of JSON asks, one
 * line answers, as often as wanted:
 *
 * <pre>
 * {"op":"ping"}                                             {"pong":true}
 * {"op":"status"}                                           the status document
 * {"op":"request","service":"ha","request":{"cmd":"ack"}}   {"id":"…","accepted":true,"why":"…"}
 * {"op":"dry_run", …the same…}                              the same; nothing is done
 * anything else                                             {"error":"…"}
 * </pre>
 */
@NullMarked
package io.piha.request;

import org.jspecify.annotations.NullMarked;
