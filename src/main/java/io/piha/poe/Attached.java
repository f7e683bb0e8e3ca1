package io.piha.poe;

/**
 * Something that a switch has seen on a port.
 *
 * @param port as a site file names it
 * @param mac {@code aa:bb:cc:dd:ee:ff}; empty where only a name is known
 * @param name what it calls itself (LLDP, or the vendor's own); empty where it says nothing
 */
public record Attached(String port, String mac, String name) {
  private static final int LONGEST = 64;

  /** The same with a name from outside, cut to a bearable length. */
  public static Attached of(String port, String mac, String name) {
    String line = name.replaceAll("\\p{Cntrl}+", " ").strip();
    return new Attached(port, mac, line.substring(0, Math.min(LONGEST, line.length())));
  }

  /** Whether it is an address as this record has them. */
  public static boolean isMac(String text) {
    return text.matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
  }
}
