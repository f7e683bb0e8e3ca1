package io.piha.poe;

/**
 * Something that a switch has seen on a port.
 *
 * @param port as a site file names it
 * @param mac {@code aa:bb:cc:dd:ee:ff}; empty where only a name is known
 * @param name what it calls itself (LLDP, or the vendor's own); empty where it says nothing
 */
public record Attached(String port, String mac, String name) {}
