package io.piha.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the section {@code snapshots} of a host. */
final class SnapshotsReader {
  private static final int MOST = 10_000;

  private SnapshotsReader() {}

  static Optional<Snapshots> read(Fields fields) {
    Optional<SnapshotKind> kind =
        fields
            .require("kind", "write kind: haos, container, git or sftp")
            .flatMap(each -> each.choice(SnapshotKind.class));
    Optional<SecretText> url =
        fields
            .require("url", "write where it is pulled from")
            .flatMap(each -> url(each, kind.orElse(SnapshotKind.HAOS)));
    Optional<Secret> token = fields.take("token").flatMap(Value::secret);
    Optional<Secret> password = fields.take("password").flatMap(Value::secret);
    Duration every = fields.take("every").flatMap(Value::duration).orElse(Snapshots.DEFAULT_EVERY);
    int keep =
        fields.take("keep").flatMap(each -> each.integer(1, MOST)).orElse(Snapshots.DEFAULT_KEEP);
    Optional<Duration> keepFor = fields.take("keep_for").flatMap(Value::duration);
    Optional<Path> knownHosts = fields.take("known_hosts").flatMap(Value::existingFile);
    Optional<Path> keyFile = fields.take("key_file").flatMap(Value::existingFile);
    Trust trust = TlsReader.trust(fields);
    fields.done();
    boolean core =
        kind.isPresent()
            && (kind.get() == SnapshotKind.HAOS || kind.get() == SnapshotKind.CONTAINER);
    if (core && !fields.reading().report().isWritten(fields.path("token"))) {
      fields
          .reading()
          .report()
          .error(
              fields.place(),
              fields.path("token"),
              "is missing, and Core gives no backup without one",
              "add the token of an administrator");
    }
    if (kind.filter(SnapshotKind.SFTP::equals).isPresent()) {
      needs(fields, "known_hosts", "name the file with the host keys to believe");
      needs(fields, "key_file", "name our private key");
    }
    return kind.isPresent() && url.isPresent()
        ? Optional.of(
            new Snapshots(
                kind.get(),
                url.get(),
                token,
                password,
                every,
                keep,
                keepFor,
                knownHosts,
                keyFile,
                trust))
        : Optional.empty();
  }

  private static void needs(Fields fields, String key, String remedy) {
    if (!fields.reading().report().isWritten(fields.path(key))) {
      fields.reading().report().error(fields.place(), fields.path(key), "is missing", remedy);
    }
  }

  private static Optional<SecretText> url(Value value, SnapshotKind kind) {
    return switch (kind) {
      case HAOS, CONTAINER -> Addresses.web(value);
      case GIT -> SyncReader.repository(value);
      case SFTP -> Addresses.secretUrl(value, List.of("sftp"), "sftp://user@host/path");
    };
  }
}
