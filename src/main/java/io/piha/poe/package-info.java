/**
 * Power over Ethernet: the hands that switch a port, and the words they bring back.
 *
 * <p>A driver ({@link io.piha.poe.PoeSwitch}) only talks to its device: it reads a port, commands a
 * port once, and tells how long the device has been up. Whether a port may be switched at all, how
 * often, and whether it is proven off is not decided here; the arbiter does that, from readings.
 * The device's "OK" to a command therefore counts for nothing but "not refused".
 *
 * <p>{@link io.piha.poe.PowerHand} carries the arbiter's effects out, one after the other for each
 * port, each within a bound, and answers every one of them with a signal. Drivers live one folder
 * each below this package, and each has its line in {@code
 * META-INF/services/io.piha.site.SwitchDriver}.
 */
@NullMarked
package io.piha.poe;

import org.jspecify.annotations.NullMarked;
