package io.piha.cli;

import io.piha.engine.Engine;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** All that {@code piha engine} runs, from a configuration file, in the process of whoever asks. */
public final class WholePlane implements AutoCloseable {
  private final Supervision supervision;
  private final ControlPlane plane;

  public WholePlane(Path file) throws IOException {
    if (!(SiteLoader.load(file, Map.of()) instanceof Loaded.Valid valid)) {
      throw new IOException("not a configuration: " + Files.readString(file));
    }
    supervision = Supervision.take(valid.site(), Optional.of(file), Map.of(), System.err::println);
    plane = supervision.activate();
  }

  /** What decides in it. */
  public Engine engine() {
    return plane.engine();
  }

  @Override
  public void close() throws IOException {
    supervision.close();
  }
}
