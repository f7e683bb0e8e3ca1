package io.piha.poe;

import io.piha.arbiter.PortReading;

/**
 * One port that a switch says it has.
 *
 * @param port as a site file names it: {@code 8}, or {@code 2.8} outside the default group
 * @param label what people called it on the switch; empty where it is not told
 * @param powerClass the class that the device asked for, or the standard, in the switch's words;
 *     empty where it is not told
 */
public record PortRow(String port, String label, String powerClass, PortReading reading) {
  private static final int LONGEST = 40;

  public PortRow {
    label = brief(label);
    powerClass = brief(powerClass);
  }

  /** A port of which no more is told. */
  public PortRow(String port, PortReading reading) {
    this(port, "", "", reading);
  }

  private static String brief(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }
}
