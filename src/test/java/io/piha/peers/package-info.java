/**
 * The whole program against peers that nobody here wrote: Debian's Mosquitto and its clients,
 * net-snmp's agent as the PoE switch, the JDK's own HTTP server as what a host shows of itself.
 *
 * <p>The engine runs as a process of its own, started by its command line, and is known by what it
 * shows outside: messages on the broker, writes to the switch, the status page, the audit file and
 * exit codes. Waits end on conditions; the times in a {@link io.piha.peers.House}'s configuration
 * are short, and no assertion depends on the machine being quick.
 */
@NullMarked
package io.piha.peers;

import org.jspecify.annotations.NullMarked;
