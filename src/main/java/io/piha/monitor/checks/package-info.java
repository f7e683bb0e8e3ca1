/**
 * What everything leans on and nobody decides by: room on the disks, the clock, a broker that tells
 * its uptime, certificates that end. Each is one row that stays quiet until it matters.
 */
@NullMarked
package io.piha.monitor.checks;

import org.jspecify.annotations.NullMarked;
