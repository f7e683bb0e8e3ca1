package io.piha.poe.drivers;

/** The site file names a driver that this version does not have; the message says so. */
public final class DriverMissing extends Exception {
  private static final long serialVersionUID = 1L;

  DriverMissing(String driver, String switchName) {
    super(
        "switch "
            + switchName
            + ": driver "
            + driver
            + " is not part of this version; use driver snmp if the switch speaks RFC 3621");
  }
}
