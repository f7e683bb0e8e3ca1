package io.piha.poe.snmp;

import io.piha.site.Addresses;
import io.piha.site.Fields;
import io.piha.site.HostPort;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.SwitchDriver;
import io.piha.site.Value;
import io.piha.site.Words;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a switch with driver {@code snmp}. */
final class SnmpReader {
  private static final Pattern PORT = Pattern.compile("(?:([0-9]{1,9})\\.)?([0-9]{1,9})");
  private static final Pattern TRANSPORT = Pattern.compile("(?:(udp|tcp):(?://)?)?(.+)");

  private SnmpReader() {}

  private record Agent(HostPort address, boolean tcp) {}

  static Optional<SnmpConfig> read(Fields fields, SwitchDriver.Common common) {
    Optional<Agent> agent = fields.require("address", "write host:161").flatMap(SnmpReader::agent);
    Optional<SnmpAccess> access = access(fields);
    int group = fields.take("group").flatMap(each -> each.integer(1, 65_535)).orElse(1);
    Duration timeout =
        fields.take("timeout").flatMap(Value::duration).orElse(Duration.ofSeconds(2));
    int retries = fields.take("retries").flatMap(each -> each.integer(0, 20)).orElse(1);
    List<String> never = common.never((value, text) -> port(value, text, group));
    return agent.isPresent() && access.isPresent()
        ? Optional.of(
            new SnmpConfig(
                common.name(),
                agent.get().address(),
                agent.get().tcp(),
                access.get(),
                group,
                timeout,
                retries,
                common.deadline(),
                never))
        : Optional.empty();
  }

  /** {@code port} or {@code group.port}; the switch's own group is left out. */
  static Optional<String> port(Value value, String written, int group) {
    Matcher matcher = PORT.matcher(written);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) == 0) {
      value.error(
          Words.quote(value.raw()) + " is no port of an SNMP switch",
          "write its number, or group.port as in 1.8");
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(2));
    String its = matcher.group(1);
    return Optional.of(
        its == null || Integer.parseInt(its) == group
            ? String.valueOf(port)
            : Integer.parseInt(its) + "." + port);
  }

  private static Optional<Agent> agent(Value value) {
    Optional<String> text = value.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = TRANSPORT.matcher(text.get());
    boolean matches = matcher.matches();
    boolean tcp = matches && "tcp".equals(matcher.group(1));
    String rest = matches ? Objects.requireNonNullElse(matcher.group(2), "") : "";
    return Addresses.hostPort(value, rest, 161, 1).map(each -> new Agent(each, tcp));
  }

  private static Optional<SnmpAccess> access(Fields fields) {
    Optional<Value> version = fields.take("version");
    String word = version.flatMap(Value::text).orElse("2c");
    return switch (word) {
      case "2c", "2", "v2c" -> community(fields);
      case "3", "v3" -> user(fields);
      default -> {
        version.orElseThrow().notOneOf(List.of("2c", "3"));
        List.of("community", "user", "auth", "auth_key", "privacy", "privacy_key")
            .forEach(fields::take);
        yield Optional.empty();
      }
    };
  }

  private static Optional<SnmpAccess> community(Fields fields) {
    return fields
        .require("community", "version 2c needs a community that may write")
        .flatMap(Value::secret)
        .map(SnmpAccess.Community::new);
  }

  private static Optional<SnmpAccess> user(Fields fields) {
    Optional<SecretText> user =
        fields.require("user", "version 3 needs a user").flatMap(Value::secretLine);
    Optional<SnmpAccess.AuthProtocol> auth =
        fields.take("auth").flatMap(each -> protocol(each, SnmpAccess.AuthProtocol.class, "SHA"));
    Optional<Value> authKey = fields.take("auth_key");
    Optional<SnmpAccess.PrivacyProtocol> privacy =
        fields
            .take("privacy")
            .flatMap(each -> protocol(each, SnmpAccess.PrivacyProtocol.class, "AES"));
    Optional<Value> privacyKey = fields.take("privacy_key");
    together(fields, "auth", "auth_key");
    together(fields, "privacy", "privacy_key");
    if (fields.isWritten("privacy") && !fields.isWritten("auth")) {
      fields.error("privacy", "privacy needs authentication", "add auth and auth_key");
    }
    Optional<Secret> proof = authKey.flatMap(SnmpReader::key);
    Optional<Secret> cover = privacyKey.flatMap(SnmpReader::key);
    return user.map(
        each ->
            new SnmpAccess.User(
                each,
                auth.flatMap(how -> proof.map(key -> new SnmpAccess.Auth(how, key))),
                privacy.flatMap(how -> cover.map(key -> new SnmpAccess.Privacy(how, key)))));
  }

  /** RFC 3414, 11.2: a password has at least eight characters. */
  private static Optional<Secret> key(Value value) {
    Optional<Secret> key = value.secret();
    if (key.isPresent() && key.get().reveal().length() < 8) {
      value.error("is shorter than eight characters, which SNMP does not take", "use a longer one");
    }
    return key;
  }

  private static void together(Fields fields, String one, String other) {
    boolean first = fields.isWritten(one);
    if (first != fields.isWritten(other)) {
      String there = first ? one : other;
      String missing = first ? other : one;
      fields.error(there, one + " and " + other + " come together", "add " + missing);
    }
  }

  /** Protocols in any common spelling: {@code SHA-256}, {@code sha256}, {@code AES} for AES-128. */
  private static <E extends Enum<E>> Optional<E> protocol(
      Value value, Class<E> type, String family) {
    Optional<String> text = value.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String bare = text.get().toUpperCase(Locale.ROOT).replaceAll("[-_ ]", "");
    String full =
        switch (bare) {
          case "SHA1" -> "SHA";
          case "AES" -> "AES128";
          default -> bare;
        };
    for (E each : type.getEnumConstants()) {
      if (each.name().replace("_", "").equals(full)) {
        return Optional.of(each);
      }
    }
    value.error(
        Words.quote(value.raw()) + " is no protocol known here",
        "write "
            + Words.either(
                List.of(type.getEnumConstants()).stream()
                    .map(each -> each.name().replace('_', '-'))
                    .toList())
            + "; best is the longest "
            + family);
    return Optional.empty();
  }
}
