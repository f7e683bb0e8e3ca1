package io.piha.site;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads the sections {@code syslog}, {@code influx} and {@code dashboard}. */
final class SinkReader {
  private static final Map<String, Integer> SYSLOG = Map.of("udp", 514, "tcp", 601, "tls", 6514);

  private SinkReader() {}

  static Optional<Syslog> syslog(Fields fields) {
    Optional<Value> value = fields.require("address", "write udp://127.0.0.1:514");
    ClientTls files = TlsReader.files(fields, "ca_file", "client_cert", "client_key");
    fields.done();
    Optional<String> text = value.flatMap(Value::text);
    if (text.isPresent() && text.get().matches("unix:///\\S+")) {
      return Optional.of(new Syslog.Unix(Path.of(text.get().substring("unix://".length()))));
    }
    return text.flatMap(
            _ ->
                Addresses.endpoint(
                    value.orElseThrow(), SYSLOG, "udp://127.0.0.1:514 or unix:///dev/log"))
        .map(
            each ->
                switch (each.scheme()) {
                  case "udp" -> new Syslog.Udp(each.address());
                  case "tcp" -> new Syslog.Tcp(each.address());
                  default -> new Syslog.Tls(each.address(), files);
                });
  }

  static Optional<Influx> influx(Fields fields) {
    Optional<SecretText> url =
        fields.require("url", "write http://host:8086").flatMap(Addresses::web);
    Optional<String> org = fields.require("org", "name the organization").flatMap(Value::text);
    Optional<String> bucket = fields.require("bucket", "name the bucket").flatMap(Value::text);
    Optional<Secret> token =
        fields.require("token", "add a token that may write").flatMap(Value::secret);
    Trust trust = TlsReader.trust(fields);
    fields.done();
    return url.isPresent() && org.isPresent() && bucket.isPresent() && token.isPresent()
        ? Optional.of(new Influx(url.get(), org.get(), bucket.get(), token.get(), trust))
        : Optional.empty();
  }

  /** Where the file says nothing there is a page on loopback; {@code dashboard: false} is none. */
  static Optional<Dashboard> dashboard(Fields root) {
    Optional<Value> value = root.take("dashboard");
    if (value.isEmpty()) {
      return Optional.of(Dashboard.DEFAULT);
    }
    return value.get().isFalse() ? Optional.empty() : value.get().fields().map(SinkReader::page);
  }

  private static Dashboard page(Fields fields) {
    Optional<Value> value = fields.take("listen");
    HostPort listen =
        value
            .flatMap(each -> each.text().flatMap(text -> Addresses.hostPort(each, text, 0, 0)))
            .orElse(Dashboard.DEFAULT.listen());
    boolean guarded = fields.take("token").isPresent();
    Optional<Secret> token = fields.take("token").flatMap(Value::secret);
    fields.done();
    if (!guarded && !listen.isLoopback()) {
      value
          .orElseThrow()
          .error(
              "the dashboard would be open to the network",
              "add a token to it, or listen on 127.0.0.1");
    }
    return new Dashboard(listen, token);
  }
}
