/**
 * The first page: who leads and why, each host, what the verdicts stand on, the latest records.
 *
 * <p>Every text is computed from a snapshot and a moment by small pure functions ({@code
 * BannerFace}, {@code HostFace}, {@code RingFace}, {@code PlanFace}, {@code GroundFacts}); the
 * models only hold the newest result, so that a test needs no toolkit and a tick that changes
 * nothing costs nothing.
 */
@NullMarked
package io.piha.console.overview;

import org.jspecify.annotations.NullMarked;
