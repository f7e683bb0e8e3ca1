/**
 * The real peers that tests talk to, and the condition that skips a test where a peer is missing.
 *
 * <p>A test that says something about a broker or a switch says it to a program that nobody here
 * wrote: Debian's Mosquitto, net-snmp. Such a test carries {@link io.piha.testing.NeedsPeer} and is
 * skipped, with the name of the package to install, on a machine without that program. {@link
 * io.piha.testing.Peers} starts a peer in the foreground, on a free loopback port, with everything
 * it writes in a folder of the test, and ends exactly the process that it started.
 */
@NullMarked
package io.piha.testing;

import org.jspecify.annotations.NullMarked;
