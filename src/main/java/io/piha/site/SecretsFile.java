package io.piha.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file of secrets: a flat map, readable by its owner alone. What is found wrong in it is
 * reported by name and line; values, and lines that could hold one, are never repeated.
 */
final class SecretsFile {
  private static final Set<PosixFilePermission> FOREIGN =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private SecretsFile() {}

  /**
   * Reads it.
   *
   * @param at where the configuration names it
   * @return the secrets by name; nothing when it was refused, which is reported. A file that does
   *     not exist holds none: only a use of it is a mistake
   */
  static Optional<Map<String, Secret>> read(Path file, Origin at, Report report) {
    if (!Files.exists(file)) {
      return Optional.of(Map.of());
    }
    try {
      if (!isPrivate(file, at, report)) {
        return Optional.empty();
      }
      Report inner = new Report();
      Optional<String> text = TextFile.read(file, inner);
      return judged(
          file,
          text.flatMap(each -> YamlParser.parse(file.toString(), each, inner)),
          inner,
          report);
    } catch (IOException e) {
      report.error(
          at,
          "secrets_file",
          Words.quote(file.toString()) + " cannot be read (" + Reasons.of(e) + ")",
          "let the user that runs piha own it, mode 0600");
      return Optional.empty();
    }
  }

  /** The secrets in a text that is to become this file. */
  static Optional<Map<String, Secret>> parse(Path file, String text, Report report) {
    Report inner = new Report();
    return judged(file, YamlParser.parse(file.toString(), text, inner), inner, report);
  }

  private static Optional<Map<String, Secret>> judged(
      Path file, Optional<YamlTree> tree, Report inner, Report report) {
    for (Finding each : inner.findings()) {
      report.error(
          new Origin(each.file(), each.line(), each.column()),
          "",
          "the secrets file cannot be read as a flat YAML map from here on",
          "write one NAME: value per line, quote values with special characters");
    }
    return inner.hasErrors() ? Optional.empty() : entries(file, tree, report);
  }

  private static Optional<Map<String, Secret>> entries(
      Path file, Optional<YamlTree> tree, Report report) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    if (tree.isEmpty() || (tree.get() instanceof YamlTree.Scalar scalar && scalar.isNull())) {
      return Optional.of(secrets);
    }
    if (!(tree.get() instanceof YamlTree.Mapping map)) {
      report.error(
          new Origin(file.toString(), 1, 1),
          "",
          "the secrets file is no map",
          "write one NAME: value per line");
      return Optional.empty();
    }
    for (YamlTree.Entry each : map.entries()) {
      if (each.value() instanceof YamlTree.Scalar value && !value.isNull()) {
        secrets.put(each.key().text(), new Secret(value.text()));
      } else {
        report.error(
            each.key().at(),
            "",
            "a secret is " + each.value().kind() + " instead of a text",
            "write one NAME: value per line");
      }
    }
    return Optional.of(secrets);
  }

  private static boolean isPrivate(Path file, Origin at, Report report) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      report.warning(
          at,
          "secrets_file",
          "this file system cannot tell who may read it",
          "see to it that nobody else may");
      return true;
    }
    Set<PosixFilePermission> mode = view.readAttributes().permissions();
    if (!Collections.disjoint(mode, FOREIGN)) {
      report.error(
          at,
          "secrets_file",
          "others than its owner may use "
              + Words.quote(file.toString())
              + " ("
              + PosixFilePermissions.toString(mode)
              + ")",
          "run: chmod 600 " + file);
      return false;
    }
    String me = System.getProperty("user.name", "");
    String owner = view.getOwner().getName();
    if (!me.equals("root") && !me.equals(owner)) {
      report.error(
          at,
          "secrets_file",
          Words.quote(file.toString()) + " belongs to " + owner + ", not to " + me,
          "run: chown " + me + " " + file);
      return false;
    }
    return true;
  }
}
