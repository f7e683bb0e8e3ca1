package io.piha.poe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How ports were on ({@code auto}, {@code passthrough}, {@code forced-on} …) when they were last
 * seen so, kept over restarts: a port that was switched off comes back as it was. Safe for use by
 * many threads.
 */
public final class PortModes {
  private static final Logger LOG = LoggerFactory.getLogger(PortModes.class);
  private static final int MOST = 4096;
  private static final long LONGEST_FILE = 1L << 20;
  private static final String FORM = "[^\\t\\n\\r]{1,100}";

  /** One switch's ports. */
  public interface OfSwitch {
    /** The mode that the port was last seen on with. */
    Optional<String> of(String port);

    /** The port is on, with that mode. */
    void seen(String port, String mode);
  }

  private final Optional<Path> file;
  private final Map<String, String> modes = new LinkedHashMap<>();

  private PortModes(Optional<Path> file) {
    this.file = file;
  }

  /** For one run only. */
  public static PortModes forgetful() {
    return new PortModes(Optional.empty());
  }

  /** Kept in that file; one that cannot be read is as if there were none. */
  public static PortModes in(Path file) {
    PortModes kept = new PortModes(Optional.of(file));
    try {
      if (Files.exists(file) && Files.size(file) <= LONGEST_FILE) {
        Files.readString(file).lines().forEach(kept::read);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("how ports were on is not known from before: {}", e.toString());
    }
    return kept;
  }

  private void read(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length == 3 && modes.size() < MOST) {
      modes.put(parts[0] + "\t" + parts[1], parts[2]);
    }
  }

  public OfSwitch of(String device) {
    return new OfSwitch() {
      @Override
      public Optional<String> of(String port) {
        synchronized (modes) {
          return Optional.ofNullable(modes.get(device + "\t" + port));
        }
      }

      @Override
      public void seen(String port, String mode) {
        if (device.matches(FORM) && port.matches(FORM) && mode.matches(FORM)) {
          keep(device + "\t" + port, mode);
        }
      }
    };
  }

  private void keep(String key, String mode) {
    synchronized (modes) {
      boolean known = modes.containsKey(key);
      if (mode.equals(modes.get(key)) || (!known && modes.size() >= MOST)) {
        return;
      }
      modes.put(key, mode);
      file.ifPresent(this::write);
    }
  }

  private void write(Path to) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(modes)
        .forEach((key, mode) -> text.append(key).append('\t').append(mode).append('\n'));
    Path fresh = to.resolveSibling(to.getFileName() + ".new");
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("how ports are on could not be kept: {}", e.toString());
    }
  }
}
