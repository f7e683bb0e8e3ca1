package io.piha.cli;

import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.PortBoard;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The demonstration's configuration: it can be read and played with, and is never written. */
final class FixedConfigDesk implements ConfigDesk {

  private static final String NAME = "demo";

  private final String text;
  private final Path folder;

  FixedConfigDesk(String text, Path folder) {
    this.text = text;
    this.folder = folder;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public boolean editable() {
    return false;
  }

  @Override
  public List<Setting> inForce() {
    return load(text) instanceof Loaded.Valid valid
        ? Effective.of(valid.site(), valid.origins())
        : List.of();
  }

  @Override
  public Verdict check(String changed) {
    Loaded loaded = load(changed);
    List<Finding> findings =
        switch (loaded) {
          case Loaded.Valid valid -> valid.warnings();
          case Loaded.Invalid invalid -> invalid.findings();
        };
    return new Verdict(
        loaded instanceof Loaded.Valid, findings.stream().map(Finding::toString).toList());
  }

  @Override
  public void tryConnections(Consumer<String> line) throws IOException {
    throw new IOException("The demonstration's peers are simulated; there is nothing to try.");
  }

  /** The simulated switch is asked over the network like any other. */
  @Override
  public List<PortBoard> ports() {
    return load(text) instanceof Loaded.Valid valid ? PortLook.all(valid.site()) : List.of();
  }

  @Override
  public void sendTests(Consumer<String> line) throws IOException {
    throw new IOException("The demonstration tells nobody outside; there is nothing to send.");
  }

  @Override
  public void apply(String before, String after) throws IOException {
    throw new IOException("The demonstration's configuration is not changed.");
  }

  private Loaded load(String yaml) {
    return SiteLoader.loadText(NAME, yaml, folder, Map.of());
  }
}
