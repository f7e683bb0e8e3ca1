package io.piha.site;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code switches}; each driver's own keys by that driver. */
final class SwitchReader {
  private final Providers<SwitchDriver> drivers = Providers.load(SwitchDriver.class);

  Map<String, SwitchConfig> readAll(Fields fields) {
    Map<String, SwitchConfig> switches = new LinkedHashMap<>();
    fields
        .named("a switch")
        .forEach(
            (name, value) ->
                switches.put(
                    name,
                    value
                        .fields()
                        .<SwitchConfig>flatMap(each -> read(name, each))
                        .orElse(new Unreadable(name))));
    return switches;
  }

  /** Stands in for a switch with a mistake, so that nothing else is blamed for it. */
  private record Unreadable(String name) implements SwitchConfig {
    @Override
    public String driver() {
      return "";
    }

    @Override
    public Duration deadline() {
      return DEFAULT_DEADLINE;
    }

    @Override
    public List<String> never() {
      return List.of();
    }

    @Override
    public Set<Capability> capabilities() {
      return Capability.ALL;
    }

    @Override
    public List<SecretText> addresses() {
      return List.of();
    }
  }

  private Optional<? extends SwitchConfig> read(String name, Fields fields) {
    List<String> words = drivers.words();
    Optional<Value> driver = fields.require("driver", "write " + Words.either(words));
    Optional<String> word = driver.flatMap(Value::text);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Optional<SwitchDriver> reader = drivers.named(word.get());
    if (reader.isEmpty()) {
      driver.orElseThrow().notOneOf(words);
      return Optional.empty();
    }
    SwitchDriver.Common common =
        new SwitchDriver.Common(
            name,
            fields.take("deadline").flatMap(Value::duration).orElse(SwitchConfig.DEFAULT_DEADLINE),
            fields.list("never"));
    Optional<? extends SwitchConfig> config = reader.get().read(fields, common);
    fields.done();
    return config;
  }
}
