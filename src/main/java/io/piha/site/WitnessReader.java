package io.piha.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the list {@code witnesses}; where it is missing, the switches stand in. */
final class WitnessReader {
  private static final List<String> SCHEMES = List.of("tcp", "http", "https", "icmp");
  private static final String EXAMPLE = "tcp://192.168.1.1:53, http://host/ or icmp://host";

  private WitnessReader() {}

  static List<Witness> read(Fields root, Mqtt mqtt, Map<String, SwitchConfig> switches) {
    List<Witness> witnesses = new ArrayList<>();
    for (Value each : root.list("witnesses")) {
      Optional<Witness> witness = each.isMap() ? fromMap(each) : one(each, Trust.SYSTEM);
      if (witness.isPresent() && isBroker(witness.get(), mqtt)) {
        each.warning(
            "this is the broker, and the broker is no witness",
            "name something else outside this machine, such as the router");
      } else {
        witness.ifPresent(witnesses::add);
      }
    }
    if (witnesses.isEmpty() && !root.reading().report().isBroken("witnesses")) {
      switches.keySet().forEach(name -> witnesses.add(new Witness.OfSwitch(name)));
      if (witnesses.isEmpty()) {
        Report report = root.reading().report();
        report.warning(
            report.origin("witnesses"),
            "witnesses",
            "there is neither a witness nor a switch, so nothing automatic will ever be done",
            "name something outside this machine that always answers, such as the router");
      }
    }
    return witnesses;
  }

  private static Optional<Witness> fromMap(Value value) {
    Optional<Fields> fields = value.fields();
    Optional<Value> url = fields.flatMap(each -> each.require("url", "write " + EXAMPLE));
    Trust trust = fields.map(TlsReader::trust).orElse(Trust.SYSTEM);
    fields.ifPresent(Fields::done);
    return url.flatMap(each -> one(each, trust));
  }

  private static Optional<Witness> one(Value value, Trust trust) {
    Optional<SecretText> url = Addresses.secretUrl(value, SCHEMES, EXAMPLE);
    if (url.isEmpty()) {
      return Optional.empty();
    }
    Address address = Address.parse(url.get().reveal()).orElseThrow();
    return switch (address.scheme()) {
      case "tcp" ->
          Addresses.endpoint(value, Map.of("tcp", 0), "tcp://192.168.1.1:53")
              .map(each -> new Witness.Tcp(each.address()));
      case "icmp" ->
          Addresses.endpoint(value, Map.of("icmp", 1), "icmp://192.168.1.1")
              .map(each -> new Witness.Icmp(each.address().host()));
      default -> Optional.of(new Witness.Http(url.get(), trust));
    };
  }

  private static boolean isBroker(Witness witness, Mqtt mqtt) {
    return witness instanceof Witness.Tcp tcp
        && tcp.address().port() == mqtt.broker().port()
        && (tcp.address().host().equalsIgnoreCase(mqtt.broker().host())
            || (tcp.address().isLoopback() && mqtt.broker().isLoopback()));
  }
}
