package io.piha.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${secret:NAME}} and {@code ${env:NAME}} into a text. What stands in a filled-in
 * value is not looked at again. Any other use of the dollar sign stays as it is, for commands need
 * it.
 */
final class Placeholders {
  private static final Pattern FORM =
      Pattern.compile("\\$\\{(?<kind>[A-Za-z]+):(?<name>[^{}\\s]*)(?<end>\\}?)");
  private static final List<String> KINDS = List.of("secret", "env");

  private final Map<String, Secret> secrets;
  private final boolean secretsKnown;
  private final String secretsFile;
  private final Map<String, String> env;

  /**
   * @param secrets by name
   * @param secretsKnown false when the secrets file could not be read, which is reported once where
   *     it is named and not again at each use
   * @param secretsFile its path for messages, empty when none is configured
   */
  Placeholders(
      Map<String, Secret> secrets,
      boolean secretsKnown,
      String secretsFile,
      Map<String, String> env) {
    this.secrets = secrets;
    this.secretsKnown = secretsKnown;
    this.secretsFile = secretsFile;
    this.env = env;
  }

  /**
   * A filled text.
   *
   * @param value as it is used
   * @param shown as it may be shown: with the placeholders themselves, for the environment holds
   *     secrets as well
   * @param secret whether a secret is inside
   * @param filled whether anything was filled in
   */
  record Filled(String value, String shown, boolean secret, boolean filled) {}

  /** The filled text; nothing when a name is not known, which is reported. */
  Optional<Filled> fill(String raw, Origin at, String path, Report report) {
    Matcher matcher = FORM.matcher(raw);
    StringBuilder value = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    boolean secret = false;
    boolean filled = false;
    boolean good = true;
    int from = 0;
    while (matcher.find()) {
      String kind = matcher.group("kind");
      Optional<String> meant = meant(kind, matcher.group("name"));
      if (meant.isEmpty()) {
        continue;
      }
      value.append(raw, from, matcher.start());
      shown.append(raw, from, matcher.start());
      from = matcher.end();
      Optional<String> found = Optional.empty();
      if (matcher.group("end").isEmpty()) {
        report.error(at, path, "a placeholder is not closed", "write ${" + meant.get() + ":NAME}");
      } else if (kind.equals("secret")) {
        found = secret(matcher.group("name"), at, path, report);
        secret = true;
      } else if (kind.equals("env")) {
        found = env(matcher.group("name"), at, path, report);
      } else {
        report.error(
            at,
            path,
            "the placeholder kind " + Words.quote(kind) + " is not known",
            "did you mean ${" + meant.get() + ":" + Words.plain(matcher.group("name")) + "}?");
      }
      good &= found.isPresent();
      filled = true;
      value.append(found.orElse(""));
      shown.append(matcher.group());
    }
    value.append(raw, from, raw.length());
    shown.append(raw, from, raw.length());
    return good
        ? Optional.of(new Filled(value.toString(), shown.toString(), secret, filled))
        : Optional.empty();
  }

  /** The kind that was meant, were it misspelt; {@code ${VAR:-x}} and the like are the shell's. */
  private static Optional<String> meant(String kind, String name) {
    if (KINDS.contains(kind)) {
      return Optional.of(kind);
    }
    if (kind.equalsIgnoreCase("env")) {
      return name.matches("[-+=?].*") ? Optional.empty() : Optional.of("env");
    }
    return Words.closest(kind, List.of("secret"));
  }

  private Optional<String> secret(String name, Origin at, String path, Report report) {
    Secret found = secrets.get(name);
    if (found != null) {
      return Optional.of(found.reveal());
    }
    if (secretsKnown) {
      String remedy =
          secretsFile.isEmpty()
              ? "name a secrets_file that holds it"
              : Words.closest(name, secrets.keySet())
                  .map(each -> "did you mean " + Words.quote(each) + "?")
                  .orElse("add it to " + secretsFile);
      report.error(at, path, "the secret " + Words.quote(name) + " is missing", remedy);
    }
    return Optional.empty();
  }

  private Optional<String> env(String name, Origin at, String path, Report report) {
    String found = env.get(name);
    if (found == null) {
      report.error(
          at,
          path,
          "the environment variable " + Words.quote(name) + " is not set",
          "set it, or write the value");
    }
    return Optional.ofNullable(found);
  }
}
