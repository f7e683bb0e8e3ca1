package io.piha.site;

/**
 * Where something listens: a name or address, and a port.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65535; 0 only where the system may choose (listening in tests and the demo)
 */
public record HostPort(String host, int port) {

  /** In the form {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }

  /**
   * Whether that is this machine's loopback by its spelling alone; names other than {@code
   * localhost} are not looked up.
   */
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.equals("0:0:0:0:0:0:0:1")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
