package io.piha.site;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code sync} of a service. */
final class SyncReader {
  /** What Git allows in a branch's name, near enough (git check-ref-format). */
  private static final Pattern BRANCH =
      Pattern.compile(
          "(?!.*(\\.\\.|//|@\\{|\\.lock$))[^-./\\s~^:?*\\[\\\\][^\\s~^:?*\\[\\\\]*(?<![./])");

  private SyncReader() {}

  static Optional<Sync> read(Fields fields) {
    Optional<SecretText> repository =
        fields
            .require("repository", "name the bare repository: a path, or an ssh or https address")
            .flatMap(SyncReader::repository);
    Optional<Value> written = fields.take("target");
    String source = fields.take("source").flatMap(SyncReader::branch).orElse("main");
    String target = written.flatMap(SyncReader::branch).orElse("standby");
    Optional<Sync> sync =
        Optional.of(
            new Sync(
                repository.orElse(SecretText.of("")),
                source,
                target,
                fields
                    .take("observation_window")
                    .flatMap(Value::durationOrZero)
                    .orElse(Sync.DEFAULT_OBSERVATION_WINDOW),
                fields.take("every").flatMap(Value::duration).orElse(Sync.DEFAULT_EVERY),
                fields
                    .take("settling_time")
                    .flatMap(Value::durationOrZero)
                    .orElse(Sync.DEFAULT_SETTLING_TIME),
                fields.take("username").flatMap(Value::secretLine),
                fields.take("password").flatMap(Value::secret),
                fields.take("known_hosts").flatMap(Value::existingFile),
                fields.take("key_file").flatMap(Value::existingFile),
                TlsReader.trust(fields),
                fields.take("check_command").flatMap(Value::secretText),
                fields
                    .take("check_deadline")
                    .flatMap(Value::duration)
                    .orElse(Sync.DEFAULT_CHECK_DEADLINE)));
    fields.done();
    if (source.equals(target)) {
      fields
          .reading()
          .report()
          .error(
              fields.reading().report().origin(fields.path("target")),
              fields.path("target"),
              "source and target are the same branch",
              "let the standby run from a branch of its own");
    }
    return sync;
  }

  /** A repository: an address as Git knows them, or a path relative to the configuration. */
  static Optional<SecretText> repository(Value value) {
    Optional<SecretText> text = value.secretLine();
    if (text.isEmpty()) {
      return text;
    }
    String written = text.get().reveal();
    if (written.contains("://")) {
      Optional<Address> address = Address.parse(written);
      if (address.isEmpty()
          || !List.of("ssh", "https", "http", "file").contains(address.get().scheme())) {
        value.error(
            "is no address of a repository", "write a path, ssh://user@host/path or https://…");
        return Optional.empty();
      }
      return text;
    }
    if (written.matches("[^/\\s:]+@[^/\\s:]+:.+")) {
      return text;
    }
    return value.file().map(each -> SecretText.of(each.toString()));
  }

  private static Optional<String> branch(Value value) {
    Optional<String> text = value.text();
    if (text.isPresent() && !BRANCH.matcher(text.get()).matches()) {
      value.error(Words.quote(value.raw()) + " cannot be a branch", "write one such as main");
      return Optional.empty();
    }
    return text;
  }
}
