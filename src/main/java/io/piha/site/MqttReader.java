package io.piha.site;

import java.util.Map;
import java.util.Optional;

/** Reads the section {@code mqtt}. */
final class MqttReader {
  private static final Map<String, Integer> PORTS = Map.of("mqtt", 1883, "mqtts", 8883);

  /** Stands in for a broker that could not be read. */
  static final Mqtt NOWHERE =
      new Mqtt(
          new HostPort("127.0.0.1", 1883),
          false,
          Optional.empty(),
          Optional.empty(),
          ClientTls.SYSTEM);

  private MqttReader() {}

  static Mqtt read(Fields fields) {
    Optional<Value> url = fields.require("url", "write mqtt://host:1883 or mqtts://host:8883");
    Optional<Addresses.Endpoint> broker =
        url.flatMap(each -> Addresses.endpoint(each, PORTS, "mqtt://host:1883"));
    Optional<SecretText> username = fields.take("username").flatMap(Value::secretLine);
    Optional<Secret> password = fields.take("password").flatMap(Value::secret);
    ClientTls files = TlsReader.files(fields, "ca_file", "client_cert", "client_key");
    fields.done();
    boolean tls = broker.map(each -> each.scheme().equals("mqtts")).orElse(false);
    if (broker.isPresent() && !tls && !files.equals(ClientTls.SYSTEM)) {
      url.orElseThrow()
          .warning("certificates have no effect under mqtt://", "write mqtts:// to use TLS");
    }
    return new Mqtt(
        broker.map(Addresses.Endpoint::address).orElse(NOWHERE.broker()),
        tls,
        username,
        password,
        files);
  }
}
