/**
 * From a configured switch to the driver that talks to it.
 *
 * <p>To add a driver: its own folder with a {@link io.piha.poe.drivers.PoeDriver}, and one line in
 * {@code META-INF/services/io.piha.site.SwitchDriver}.
 */
@NullMarked
package io.piha.poe.drivers;

import org.jspecify.annotations.NullMarked;
