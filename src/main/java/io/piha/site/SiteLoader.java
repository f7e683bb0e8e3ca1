package io.piha.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a configuration as a whole: either everything is right, or every mistake is named at once
 * with line and column.
 */
public final class SiteLoader {
  private SiteLoader() {}

  /** What was read, and from which files, so that they can be watched. */
  record Outcome(Loaded loaded, List<Path> files) {}

  /**
   * Reads a file.
   *
   * @param file the configuration; paths in it are relative to its folder
   * @param env the environment, for {@code ${env:NAME}}
   */
  public static Loaded load(Path file, Map<String, String> env) {
    return read(file, env).loaded();
  }

  /**
   * Reads a text that is no file, as the demo and tests do.
   *
   * @param name what findings call it
   * @param text the YAML
   * @param folder what relative paths are relative to
   * @param env the environment, for {@code ${env:NAME}}
   */
  public static Loaded loadText(String name, String text, Path folder, Map<String, String> env) {
    return loadText(name, text, folder, env, Asked.NOBODY);
  }

  /** The same, and tells somebody what the file is asked for. */
  static Loaded loadText(
      String name, String text, Path folder, Map<String, String> env, Asked asked) {
    return parse(name, text, folder, env, Optional.empty(), new Report(asked)).loaded();
  }

  /**
   * Reads two texts that are to become files.
   *
   * @param name what findings call the configuration
   * @param text the YAML
   * @param secrets what the secrets file is going to hold, whatever lies in its place now
   * @param folder what relative paths are relative to
   * @param env the environment, for {@code ${env:NAME}}
   */
  public static Loaded loadDraft(
      String name, String text, String secrets, Path folder, Map<String, String> env) {
    return parse(name, text, folder, env, Optional.of(secrets), new Report()).loaded();
  }

  static Outcome read(Path file, Map<String, String> env) {
    Report report = new Report();
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
    Optional<String> text;
    try {
      text = TextFile.read(file, report);
    } catch (IOException e) {
      report.error(
          new Origin(file.toString(), 0, 0),
          "",
          "cannot be read (" + Reasons.of(e) + ")",
          "name the configuration with --config FILE");
      text = Optional.empty();
    }
    Outcome outcome =
        text.map(each -> parse(file.toString(), each, folder, env, Optional.empty(), report))
            .orElseGet(() -> new Outcome(new Loaded.Invalid(report.findings()), List.of()));
    List<Path> files = new ArrayList<>(List.of(absolute));
    files.addAll(outcome.files());
    return new Outcome(outcome.loaded(), List.copyOf(files));
  }

  private static Outcome parse(
      String name,
      String text,
      Path folder,
      Map<String, String> env,
      Optional<String> draft,
      Report report) {
    report.origin("", new Origin(name, 1, 1));
    Optional<YamlTree> tree = YamlParser.parse(name, text, report);
    if (tree.isEmpty() || !(tree.get() instanceof YamlTree.Mapping map)) {
      if (!report.hasErrors()) {
        String found = tree.map(YamlTree::kind).orElse("nothing");
        report.error(
            tree.map(YamlTree::at).orElse(new Origin(name, 1, 1)),
            "",
            "expected a map, found " + found,
            "begin with site: NAME");
      }
      return new Outcome(new Loaded.Invalid(report.findings()), List.of());
    }
    Optional<Path> secretsFile = secretsFile(map, name, folder, env, report);
    Origin secretsAt = report.origin("secrets_file");
    Optional<Map<String, Secret>> secrets =
        secretsFile
            .map(
                file ->
                    draft
                        .map(each -> SecretsFile.parse(file, each, report))
                        .orElseGet(() -> SecretsFile.read(file, secretsAt, report)))
            .orElseGet(() -> Optional.of(Map.of()));
    Placeholders placeholders =
        new Placeholders(
            secrets.orElse(Map.of()),
            secrets.isPresent() && !report.isBroken("secrets_file"),
            secretsFile.map(Path::toString).orElse(""),
            env);
    Reading reading = new Reading(report, placeholders, folder);
    Site site = SiteReader.read(new Fields(map, "", new Origin(name, 1, 1), reading), secretsFile);
    CrossChecks.check(site, report);
    Loaded loaded =
        report.hasErrors()
            ? new Loaded.Invalid(report.findings())
            : new Loaded.Valid(site, report.findings(), report.origins());
    return new Outcome(loaded, secretsFile.stream().toList());
  }

  /** The secrets' own place is read first, and with nothing but the environment to fill in. */
  private static Optional<Path> secretsFile(
      YamlTree.Mapping map, String name, Path folder, Map<String, String> env, Report report) {
    Placeholders none = new Placeholders(Map.of(), true, "", env);
    Fields first = new Fields(map, "", new Origin(name, 1, 1), new Reading(report, none, folder));
    return first.take("secrets_file").flatMap(Value::file);
  }
}
