package io.piha.cli;

import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the configuration is: as told, then by environment, then here, then in /etc. */
final class ConfigFile {

  static final Path SYSTEM = Path.of("/etc/piha-control/piha.yaml");
  private static final String HERE = "piha.yaml";
  private static final String VARIABLE = "PIHA_CONFIG";

  private ConfigFile() {}

  static Optional<Path> find(Optional<Path> told, Map<String, String> env) {
    if (told.isPresent()) {
      return told;
    }
    String named = env.get(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    for (Path each : List.of(Path.of(HERE), SYSTEM)) {
      if (Files.isRegularFile(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The site, or empty after every finding was printed. */
  static Optional<Site> load(Path file, Map<String, String> env, PrintWriter err) {
    return switch (SiteLoader.load(file, env)) {
      case Loaded.Valid valid -> {
        valid.warnings().forEach(err::println);
        yield Optional.of(valid.site());
      }
      case Loaded.Invalid invalid -> {
        invalid.findings().forEach(err::println);
        long errors =
            invalid.findings().stream()
                .filter(each -> each.severity() == Finding.Severity.ERROR)
                .count();
        err.println(
            file
                + ": "
                + errors
                + (errors == 1 ? " mistake" : " mistakes")
                + "; nothing was started");
        yield Optional.empty();
      }
    };
  }
}
