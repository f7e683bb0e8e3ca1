package io.piha.console.frame;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What JavaFX draws with. */
public final class Graphics {

  private static final String ORDER = "prism.order";

  /** Direct rendering, NVIDIA's own driver, and Windows' card seen from its Linux. */
  private static final List<Path> CARDS =
      List.of(Path.of("/dev/dri"), Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

  private Graphics() {}

  /**
   * Keeps JavaFX from trying a graphics card where there is none: it would load OpenGL in software,
   * refuse it and draw by itself. {@code bin/piha} keeps GTK from the same, by the same devices;
   * one without the other saves little. Before the toolkit is started; a choice that was made on
   * the command line stays.
   */
  public static void choose() {
    if (System.getProperty(ORDER) == null && isWithoutCard()) {
      System.setProperty(ORDER, "sw");
    }
  }

  /** Whether this machine has no graphics card. */
  public static boolean isWithoutCard() {
    return isWithoutCard(System.getProperty("os.name", ""), Files::exists);
  }

  static boolean isWithoutCard(String system, Predicate<Path> exists) {
    return system.toLowerCase(Locale.ROOT).contains("linux") && CARDS.stream().noneMatch(exists);
  }
}
