package io.piha.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers for an ordinary house, to be changed by tests. */
final class House {
  private House() {}

  static Answers ordinary() {
    return with("correct horse", "public");
  }

  static Answers with(String password, String community) {
    return new Answers(
        "home",
        new BrokerAnswer("mqtt://192.168.1.4:1883", "piha-control", password, ""),
        new HostAnswer(
            "haos", "http://192.168.1.10:8123/", "token-of-haos", "http://192.168.1.10:4357", "8"),
        Optional.of(new HostAnswer("standby", "http://192.168.1.5:8123/api/", "", "", "")),
        Optional.of(snmp(community)),
        true,
        "tcp://192.168.1.1:53",
        Optional.empty(),
        List.of(
            new Filled<>(
                AlertKind.EMAIL,
                Map.of(
                    "smtp", "smtps://mail.example.org:465",
                    "username", "piha@example.org",
                    "password", "mail secret",
                    "from", "piha@example.org",
                    "to", "alice@example.org, bob@example.org")),
            new Filled<>(AlertKind.NTFY, Map.of("url", "https://ntfy.sh/topic"))),
        Optional.of(new OperatorKey("alice", "0123456789abcdef0123456789abcdef")));
  }

  static Filled<SwitchKind> snmp(String community) {
    return new Filled<>(
        SwitchKind.SNMP_2C, Map.of("address", "192.168.1.2:161", "community", community));
  }

  static Answers minimal() {
    return new Answers(
        "cabin",
        new BrokerAnswer("mqtt://127.0.0.1", "", "", ""),
        new HostAnswer("haos", "http://192.168.1.10:8123", "", "", ""),
        Optional.empty(),
        Optional.empty(),
        false,
        "tcp://192.168.1.1:53",
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
