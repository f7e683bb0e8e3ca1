/**
 * What the service manager is told: that the program is ready, still turns, and is about to end.
 *
 * <p>Source: sd_notify(3) and sd_watchdog_enabled(3) of systemd.
 */
@NullMarked
package io.piha.systemd;

import org.jspecify.annotations.NullMarked;
