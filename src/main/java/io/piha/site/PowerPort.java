package io.piha.site;

/**
 * A switch port that powers a host.
 *
 * @param switchName the switch's name in this file
 * @param port the port as the switch's driver names it, e.g. {@code 8}, {@code 1.8}, {@code ether5}
 */
public record PowerPort(String switchName, String port) {

  /** In the form {@code switch/port}. */
  @Override
  public String toString() {
    return switchName + "/" + port;
  }
}
