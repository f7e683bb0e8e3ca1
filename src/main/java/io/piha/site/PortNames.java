package io.piha.site;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the names of ports into one form per driver, so that two spellings of one port are never
 * taken for two ports.
 */
final class PortNames {
  private static final Pattern SNMP = Pattern.compile("(?:([0-9]{1,9})\\.)?([0-9]{1,9})");

  private PortNames() {}

  /** A host's port on that switch. */
  static Optional<String> read(Value value, String written, SwitchConfig config) {
    return switch (config) {
      case SwitchConfig.Snmp snmp -> snmp(value, written, snmp.group());
      case SwitchConfig.Unifi _, SwitchConfig.Omada _ -> number(value, written);
      case SwitchConfig.Mikrotik _, SwitchConfig.Openwrt _, SwitchConfig.Http _ ->
          Optional.of(written);
    };
  }

  /** {@code port} or {@code group.port}; the switch's own group is left out. */
  static Optional<String> snmp(Value value, String written, int group) {
    Matcher matcher = SNMP.matcher(written);
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

  static Optional<String> number(Value value, String written) {
    if (!written.matches("0*[1-9][0-9]{0,4}")) {
      value.error(Words.quote(value.raw()) + " is no port of this switch", "write its number");
      return Optional.empty();
    }
    return Optional.of(String.valueOf(Integer.parseInt(written)));
  }
}
