/**
 * Switches that speak SNMP with the Power Ethernet MIB (RFC 3621), versions 2c and 3, over UDP or
 * TCP.
 *
 * <p>A port is the row {@code group.port} of {@code pethPsePortTable}; there is no standard join to
 * interface numbers, so the site file names it. Two columns matter: {@code pethPsePortAdminEnable}
 * (written and read) and {@code pethPsePortDetectionStatus} (read). Watts per port are not in the
 * standard.
 */
@NullMarked
package io.piha.poe.snmp;

import org.jspecify.annotations.NullMarked;
