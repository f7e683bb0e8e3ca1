package io.piha.site;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the section {@code switches}; each driver's own keys by its own reader. */
final class SwitchReader {
  private static final List<String> DRIVERS =
      List.of("snmp", "unifi", "mikrotik", "omada", "openwrt", "http");

  private SwitchReader() {}

  /** What all drivers have in common. */
  record Common(String name, Duration deadline, List<Value> never) {

    /** The ports that are never touched, in the driver's own spelling. */
    List<String> never(BiFunction<Value, String, Optional<String>> spelling) {
      return never.stream()
          .flatMap(each -> each.text().flatMap(text -> spelling.apply(each, text)).stream())
          .toList();
    }
  }

  static Map<String, SwitchConfig> readAll(Fields fields) {
    Map<String, SwitchConfig> switches = new LinkedHashMap<>();
    fields
        .named("a switch")
        .forEach(
            (name, value) ->
                switches.put(
                    name,
                    value.fields().flatMap(each -> read(name, each)).orElse(unreadable(name))));
    return switches;
  }

  /** Stands in for a switch with a mistake, so that nothing else is blamed for it. */
  private static SwitchConfig unreadable(String name) {
    return new SwitchConfig.Mikrotik(
        name,
        SecretText.of(""),
        new Login.Account(SecretText.of(""), new Secret("")),
        Trust.SYSTEM,
        SwitchConfig.DEFAULT_DEADLINE,
        List.of());
  }

  private static Optional<SwitchConfig> read(String name, Fields fields) {
    Optional<Value> driver = fields.require("driver", "write " + Words.either(DRIVERS));
    Optional<String> word = driver.flatMap(Value::text);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    if (!DRIVERS.contains(word.get())) {
      driver.orElseThrow().notOneOf(DRIVERS);
      return Optional.empty();
    }
    Common common =
        new Common(
            name,
            fields.take("deadline").flatMap(Value::duration).orElse(SwitchConfig.DEFAULT_DEADLINE),
            fields.list("never"));
    Optional<SwitchConfig> config =
        switch (word.get()) {
          case "snmp" -> SnmpReader.read(fields, common);
          case "unifi" -> RestSwitchReader.unifi(fields, common);
          case "mikrotik" -> RestSwitchReader.mikrotik(fields, common);
          case "omada" -> RestSwitchReader.omada(fields, common);
          case "openwrt" -> RestSwitchReader.openwrt(fields, common);
          default -> HttpSwitchReader.read(fields, common);
        };
    fields.done();
    return config;
  }
}
