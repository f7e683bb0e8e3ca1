package io.piha.console.kit;

import java.util.List;

/**
 * One switch's ports, as the switch itself tells them.
 *
 * @param device its name in the configuration
 * @param trouble why its ports, or who is on them, are not told; empty when they are
 */
public record PortBoard(String device, String trouble, List<PortBoard.Port> ports) {

  private static final int NAMED = 3;

  public PortBoard {
    ports = List.copyOf(ports);
  }

  /**
   * A port.
   *
   * @param port as the configuration names it
   * @param label what people called it on the switch; empty where it is not told
   * @param powerClass as the device asked for it; empty where it is not told
   * @param word on, off, fault or unknown
   * @param delivers whether power flows
   * @param watts what is drawn, such as {@code 4.3 W}; empty where it is not told
   * @param seen who is there, by name or address; empty where nobody is
   * @param powers which hosts it powers by the configuration
   * @param advice lines that would map a host here, or notice a moved cable
   */
  public record Port(
      String port,
      String label,
      String powerClass,
      String word,
      boolean delivers,
      String watts,
      List<String> seen,
      List<String> powers,
      List<String> advice) {
    public Port {
      seen = List.copyOf(seen);
      powers = List.copyOf(powers);
      advice = List.copyOf(advice);
    }

    /** Those who are named of all that are there; an uplink has many. */
    public List<String> named() {
      return seen.subList(0, Math.min(NAMED, seen.size()));
    }

    /** How many more there are. */
    public int unnamed() {
      return seen.size() - named().size();
    }
  }
}
