package io.piha.console.frame;

import io.piha.console.overview.Grouping;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the window was and how it looked when it was last closed: a small properties file in the
 * operator's own folder. What cannot be read is as if nothing had been kept.
 */
public final class WindowMemory {

  private static final Logger LOG = LoggerFactory.getLogger(WindowMemory.class);
  private static final long LONGEST = 4_096;

  private final Optional<Path> file;

  /** Remembers in that file; without one, nothing. */
  public WindowMemory(Optional<Path> file) {
    this.file = file;
  }

  /**
   * What was kept.
   *
   * @param theme empty: as the operator's system
   * @param grouping how the tiles stood
   */
  record Kept(
      double x,
      double y,
      double width,
      double height,
      boolean maximized,
      Optional<Theme> theme,
      Grouping grouping) {}

  Optional<Kept> recall() {
    try {
      if (file.isEmpty() || !Files.isRegularFile(file.get()) || Files.size(file.get()) > LONGEST) {
        return Optional.empty();
      }
      var kept = new Properties();
      kept.load(new StringReader(Files.readString(file.get())));
      double width = figure(kept, "width");
      double height = figure(kept, "height");
      if (!(width > 0 && height > 0)) {
        return Optional.empty();
      }
      return Optional.of(
          new Kept(
              figure(kept, "x"),
              figure(kept, "y"),
              width,
              height,
              Boolean.parseBoolean(kept.getProperty("maximized")),
              theme(kept.getProperty("theme", "")),
              Grouping.valueOf(kept.getProperty("grouping", Grouping.NONE.name()))));
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("the window's place cannot be read", e);
      return Optional.empty();
    }
  }

  void keep(Kept kept) {
    if (file.isEmpty()) {
      return;
    }
    String text =
        "x=%s%ny=%s%nwidth=%s%nheight=%s%nmaximized=%s%ntheme=%s%ngrouping=%s%n"
            .formatted(
                kept.x(),
                kept.y(),
                kept.width(),
                kept.height(),
                kept.maximized(),
                kept.theme().map(Theme::name).orElse(""),
                kept.grouping());
    try {
      Path folder = file.get().toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file.get(), text);
    } catch (IOException e) {
      LOG.debug("the window's place cannot be kept", e);
    }
  }

  private static double figure(Properties kept, String name) {
    double value = Double.parseDouble(kept.getProperty(name, ""));
    if (!Double.isFinite(value) || Math.abs(value) > 100_000) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private static Optional<Theme> theme(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(Theme.valueOf(name));
  }
}
