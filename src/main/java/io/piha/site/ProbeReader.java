package io.piha.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the probes of a host. */
final class ProbeReader {
  private ProbeReader() {}

  static Map<String, Probe> readAll(Fields fields) {
    Map<String, Probe> probes = new LinkedHashMap<>();
    fields
        .named("a probe")
        .forEach(
            (name, value) ->
                value
                    .fields()
                    .flatMap(each -> read(name, each))
                    .ifPresent(probe -> probes.put(name, probe)));
    return probes;
  }

  private static Optional<Probe> read(String name, Fields fields) {
    Optional<Value> written = fields.require("url", "write what to ask, such as http://host:8123/");
    Optional<SecretText> url = written.flatMap(Addresses::web);
    Optional<ProbeKind> kind = fields.take("kind").flatMap(each -> each.choice(ProbeKind.class));
    Optional<Secret> token = fields.take("token").flatMap(Value::secret);
    Trust trust = TlsReader.trust(fields);
    fields.done();
    Optional<Probe> probe =
        url.map(
            each ->
                new Probe(name, each, kind.orElse(ProbeKind.guess(each.reveal())), token, trust));
    if (probe.isPresent()
        && probe.get().kind() == ProbeKind.CORE
        && !fields.reading().report().isWritten(fields.path("token"))) {
      written
          .orElseThrow()
          .warning(
              "Core's API is asked without a token, which Core takes for a failed login each time",
              "add a token, or ask /manifest.json, which needs none");
    }
    return probe;
  }
}
