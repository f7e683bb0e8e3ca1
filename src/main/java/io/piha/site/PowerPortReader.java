package io.piha.site;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads which switch port powers a host. */
final class PowerPortReader {
  private PowerPortReader() {}

  /** The host's hardware address, in the form of the self-test. */
  static Optional<String> mac(Fields fields) {
    Optional<Value> written = fields.take("mac");
    Optional<String> plain =
        written
            .flatMap(Value::text)
            .map(each -> each.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT));
    if (plain.isPresent() && !plain.get().matches("[0-9a-f]{12}")) {
      written
          .orElseThrow()
          .error("is no hardware address", "write it as aa:bb:cc:dd:ee:ff, in quotes");
      return Optional.empty();
    }
    return plain.map(each -> each.replaceAll("(..)(?!$)", "$1:"));
  }

  static Optional<PowerPort> read(Fields fields, Map<String, SwitchConfig> switches) {
    Optional<Value> device = fields.require("switch", "name one of the section switches");
    Optional<String> name = device.flatMap(Value::text);
    Optional<Value> port = fields.require("port", "name the port as the switch counts it");
    Optional<String> written = port.flatMap(Value::text);
    fields.done();
    if (name.isPresent() && !switches.containsKey(name.get())) {
      device
          .orElseThrow()
          .error(
              "the switch " + Words.quote(name.get()) + " is not known",
              Words.closest(name.get(), switches.keySet())
                  .map(near -> "did you mean " + Words.quote(near) + "?")
                  .orElse("describe it in the section switches"));
      return Optional.empty();
    }
    if (name.isEmpty() || written.isEmpty()) {
      return Optional.empty();
    }
    SwitchConfig config = Objects.requireNonNull(switches.get(name.get()));
    return config
        .port(port.orElseThrow(), written.get())
        .map(each -> new PowerPort(name.get(), each));
  }
}
