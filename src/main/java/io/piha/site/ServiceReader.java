package io.piha.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code services}. */
final class ServiceReader {
  private ServiceReader() {}

  static Map<String, Service> readAll(Fields fields, Map<String, SwitchConfig> switches) {
    Map<String, Service> services = new LinkedHashMap<>();
    fields
        .named("a service")
        .forEach(
            (name, value) ->
                services.put(
                    name,
                    value
                        .fields()
                        .map(each -> read(name, each, switches))
                        .orElse(empty(name, "piha/leader/" + name, Map.of()))));
    if (services.isEmpty() && !fields.reading().report().isBroken("services")) {
      fields
          .reading()
          .report()
          .error(fields.place(), "services", "names no service", "name at least one");
    }
    return services;
  }

  private static Service empty(String name, String prefix, Map<String, Host> hosts) {
    return new Service(name, prefix, hosts, Timing.DEFAULT, Recovery.DEFAULT, Optional.empty());
  }

  private static Service read(String name, Fields fields, Map<String, SwitchConfig> switches) {
    Optional<Value> prefix = fields.take("topic_prefix");
    String topics = prefix.flatMap(ServiceReader::prefix).orElse("piha/leader/" + name);
    Map<String, Host> hosts =
        fields
            .require("hosts", "name the hosts that can lead it")
            .flatMap(Value::fields)
            .map(each -> HostReader.readAll(each, switches))
            .orElse(Map.of());
    Timing timing = fields.section("timing").map(TimingReader::read).orElse(Timing.DEFAULT);
    Recovery recovery =
        fields.section("recovery").map(RecoveryReader::read).orElse(Recovery.DEFAULT);
    Optional<Sync> sync = fields.section("sync").flatMap(SyncReader::read);
    fields.done();
    return new Service(name, topics, hosts, timing, recovery, sync);
  }

  private static Optional<String> prefix(Value value) {
    Optional<String> text = value.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String prefix = text.get();
    String wrong =
        prefix.contains("+") || prefix.contains("#")
            ? "has a wildcard inside"
            : prefix.startsWith("$")
                ? "begins with $, which belongs to the broker itself"
                : prefix.startsWith("/")
                    ? "begins with a slash"
                    : prefix.endsWith("/")
                        ? "ends with a slash"
                        : prefix.contains("//")
                            ? "has an empty level"
                            : prefix.length() > 200 ? "is longer than 200 characters" : "";
    if (!wrong.isEmpty()) {
      value.error("the topic prefix " + wrong, "write one such as piha/leader/home-assistant");
      return Optional.empty();
    }
    return text;
  }
}
