package io.piha.cli;

import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.PortBoard;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;

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
    run(line, "check");
  }

  @Override
  public void sendTests(Consumer<String> line) {
    run(line, "alert", "test");
  }

  /** The very command that people run in a terminal. */
  private void run(Consumer<String> line, String... words) {
    PihaCommand piha = new PihaCommand();
    piha.config = file;
    CommandLine command = new CommandLine(piha);
    PrintWriter out = new PrintWriter(new ByLine(line), true);
    command.setOut(out);
    command.setErr(out);
    List<String> arguments = new ArrayList<>(List.of("--config", file.toString()));
    arguments.addAll(List.of(words));
    command.execute(arguments.toArray(String[]::new));
    out.flush();
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

  /** Hands on whole lines. */
  private static final class ByLine extends Writer {
    private final Consumer<String> audience;
    private final StringBuilder line = new StringBuilder();

    private ByLine(Consumer<String> audience) {
      this.audience = audience;
    }

    @Override
    public void write(char[] text, int from, int length) {
      for (int i = from; i < from + length; i++) {
        if (text[i] == '\n') {
          audience.accept(line.toString().strip());
          line.setLength(0);
        } else {
          line.append(text[i]);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
