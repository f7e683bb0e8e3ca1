package io.piha.cli;

import java.util.Map;

/** Whether a window can be opened here. */
final class Display {

  private Display() {}

  static boolean isThere() {
    Map<String, String> env = System.getenv();
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    return !linux
        || !env.getOrDefault("DISPLAY", "").isBlank()
        || !env.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
  }
}
