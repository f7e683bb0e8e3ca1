package io.piha.cli;

import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.PortBoard;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The configuration file of the engine in this process. */
final class FileConfigDesk implements ConfigDesk {

  private final Path file;
  private final Map<String, String> env;

  FileConfigDesk(Path file, Map<String, String> env) {
    this.file = file.toAbsolutePath();
    this.env = env;
  }

  @Override
  public String text() throws IOException {
    return Files.readString(file);
  }

  @Override
  public boolean editable() {
    return Files.isWritable(file);
  }

  @Override
  public List<Setting> inForce() throws IOException {
    return switch (SiteLoader.load(file, env)) {
      case Loaded.Valid valid -> Effective.of(valid.site(), valid.origins());
      case Loaded.Invalid _ ->
          throw new IOException(file + " is not valid now; the running configuration stays");
    };
  }

  @Override
  public Verdict check(String text) {
    Loaded loaded = SiteLoader.loadText(file.toString(), text, folder(), env);
    List<Finding> findings =
        switch (loaded) {
          case Loaded.Valid valid -> valid.warnings();
          case Loaded.Invalid invalid -> invalid.findings();
        };
    return new Verdict(
        loaded instanceof Loaded.Valid, findings.stream().map(Finding::toString).toList());
  }

  @Override
  public void tryConnections(Consumer<String> line) {
    int _ = OwnCommand.run(file, line, "check");
  }

  @Override
  public void sendTests(Consumer<String> line) {
    int _ = OwnCommand.run(file, line, "alert", "test");
  }

  @Override
  public List<PortBoard> ports() throws IOException {
    return switch (SiteLoader.load(file, env)) {
      case Loaded.Valid valid -> PortLook.all(valid.site());
      case Loaded.Invalid _ ->
          throw new IOException(file + " is not valid now; the running configuration stays");
    };
  }

  @Override
  public void apply(String before, String after) throws IOException {
    if (!text().equals(before)) {
      throw new IOException(
          file + " was changed by somebody else meanwhile; read it anew before you change it");
    }
    Verdict verdict = check(after);
    if (!verdict.valid()) {
      throw new IOException(String.join("; ", verdict.findings()));
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.copy(
        file, fresh, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(fresh, after);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path folder() {
    return file.resolveSibling("");
  }
}
