/**
 * What other programs and tired people read: the HTML page, the status document and the metrics,
 * all served read-only by one small HTTP server.
 *
 * <p>Everything here is drawn from one {@link io.piha.engine.Snapshot}; nothing asks the engine,
 * and nothing here can change anything. The page works without scripts, because the phone at hand
 * at three in the morning may be an old one; a few lines of script only make it smoother.
 */
@NullMarked
package io.piha.report;

import org.jspecify.annotations.NullMarked;
