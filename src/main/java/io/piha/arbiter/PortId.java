package io.piha.arbiter;

/**
 * A switch port that powers a host.
 *
 * @param device the switch's name in the configuration
 * @param port the port as that switch's driver names it, e.g. {@code 8}
 */
public record PortId(String device, String port) implements Comparable<PortId> {

  @Override
  public int compareTo(PortId other) {
    int byDevice = device.compareTo(other.device);
    return byDevice != 0 ? byDevice : port.compareTo(other.port);
  }

  @Override
  public String toString() {
    return device + "/" + port;
  }
}
