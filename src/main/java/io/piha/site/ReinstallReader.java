package io.piha.site;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code reinstall} of a host. */
final class ReinstallReader {
  private static final Pattern TARGET =
      Pattern.compile("(?:ssh://)?(?<user>[A-Za-z0-9_][A-Za-z0-9_.$-]*)@(?<rest>[^@/\\s]+)/?");

  private ReinstallReader() {}

  static Optional<Reinstall> read(Fields fields) {
    Optional<SshTarget> ssh =
        fields.require("ssh", "write user@host").flatMap(ReinstallReader::target);
    Optional<SecretText> command =
        fields.require("command", "write what is run there").flatMap(Value::secretText);
    Optional<Path> knownHosts =
        fields
            .require("known_hosts", "name the file with the host keys to believe")
            .flatMap(Value::existingFile);
    Optional<Path> keyFile =
        fields.require("key_file", "name our private key").flatMap(Value::existingFile);
    Duration deadline =
        fields.take("deadline").flatMap(Value::duration).orElse(Reinstall.DEFAULT_DEADLINE);
    fields.done();
    return ssh.isPresent() && command.isPresent() && knownHosts.isPresent() && keyFile.isPresent()
        ? Optional.of(
            new Reinstall(ssh.get(), command.get(), knownHosts.get(), keyFile.get(), deadline))
        : Optional.empty();
  }

  private static Optional<SshTarget> target(Value value) {
    Optional<String> text = value.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = TARGET.matcher(text.get());
    if (!matcher.matches()) {
      value.error("is no account on a machine", "write user@host or user@host:port");
      return Optional.empty();
    }
    String user = Objects.requireNonNull(matcher.group("user"));
    return Addresses.hostPort(value, Objects.requireNonNull(matcher.group("rest")), 22, 1)
        .map(each -> new SshTarget(user, each));
  }
}
