package io.piha.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts answers into the words of the two files, with comments for whoever opens them later. */
final class Drafting {
  /** What the one service, and the one switch, is called. */
  static final String SERVICE = "home-assistant";

  static final String SWITCH = "rack";

  private final Answers answers;
  private final Place place;
  private final Scalars scalars = new Scalars();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  Drafting(Answers answers, Place place) {
    this.answers = answers;
    this.place = place;
  }

  Draft draft() {
    head();
    broker();
    operators();
    service();
    powerSwitch();
    witnesses();
    containers();
    alerts();
    later();
    return new Draft(text.toString(), secretsText(), List.copyOf(secrets.keySet()));
  }

  private void head() {
    line(
        0, "# Written by the guided set-up of PiHA. Edit it as you like: a running engine takes a");
    line(0, "# changed file within seconds when it is valid. Try it with: piha check");
    key(0, "site", answers.site());
    line(0, "data_dir: " + place.dataDir());
    line(0, "log_dir: " + place.logDir());
    line(0, "secrets_file: secrets.yaml   # its owner alone may read it");
  }

  private void broker() {
    BrokerAnswer broker = answers.broker();
    section("The broker over which hosts are heard and told.", "mqtt");
    key(1, "url", broker.url());
    key(1, "username", broker.username());
    secret(1, "password", "mqtt_password", broker.password());
    key(1, "ca_file", broker.caFile());
  }

  private void operators() {
    section(
        "Requests over MQTT count only when signed with one of these keys.", "requests: signed");
    Optional<OperatorKey> operator = answers.operatorKey();
    operator.ifPresent(
        each -> {
          line(0, "operators:");
          line(1, each.name() + ": {key: " + placeholder(each.secret(), each.key()) + "}");
        });
  }

  private void service() {
    section("Who can lead. The order counts among standbys.", "services");
    line(1, SERVICE + ":");
    line(2, "hosts:");
    host(answers.primary(), "primary");
    answers.standby().ifPresent(each -> host(each, "standby"));
    recovery();
    line(2, "# Later: what the leader's repository has, checked and kept for the standby (sync).");
    line(2, "#sync: {repository: /mnt/piha/git/home-assistant.git, source: main, target: standby}");
  }

  private void recovery() {
    boolean noPort = answers.powerSwitch().isEmpty() || answers.primary().port().isBlank();
    boolean cycles = !answers.powerSwitch().map(each -> each.form().holdsOff()).orElse(true);
    boolean unfenced = noPort && answers.standby().isPresent();
    if (cycles || unfenced) {
      line(2, "recovery:");
    }
    if (cycles) {
      line(3, "# By its key this switch can cycle a port and not hold it off.");
      line(3, "fence: cycle");
    }
    if (unfenced) {
      line(3, "# The primary has no power port: it cannot be switched off before another leads.");
      line(
          3,
          "# allow: promote all the same, at the risk of two leaders. block: wait for a person.");
      line(3, "unfenced_promotion: " + (answers.unfenced() ? "allow" : "block"));
    }
  }

  private void host(HostAnswer host, String role) {
    line(3, scalars.write(host.name().strip()) + ":");
    line(4, "role: " + role);
    String core = host.coreProbe();
    String observer = host.observerProbe();
    if (!core.isEmpty() || !observer.isEmpty()) {
      line(4, "probes:");
    }
    if (!observer.isEmpty()) {
      line(5, "observer: {url: " + scalars.quoted(observer) + "}");
    }
    if (!core.isEmpty()) {
      String token =
          host.token().isBlank()
              ? ""
              : ", token: " + placeholder(host.name().strip() + "_token", host.token().strip());
      line(5, "core: {url: " + scalars.quoted(core) + token + "}");
    }
    if (answers.powerSwitch().isPresent() && !host.port().isBlank()) {
      line(4, "power: {switch: " + SWITCH + ", port: " + scalars.write(host.port().strip()) + "}");
    }
    line(4, "# Later: snapshots to go back to; the token is an administrator's (snapshots).");
    line(
        4,
        "#snapshots: {kind: haos, url: "
            + scalars.quoted(host.core())
            + ", token: \"${secret:"
            + plain(host.name().strip() + "_token")
            + "}\", every: 24h, keep: 7}");
  }

  private void powerSwitch() {
    answers
        .powerSwitch()
        .ifPresent(
            filled -> {
              section("What powers the hosts.", "switches");
              line(1, SWITCH + ":");
              if (filled.form() == SwitchKind.HTTP) {
                requests(filled);
              } else {
                form(filled, 2, "switch_");
              }
            });
  }

  /** What an http switch is told, all by one method and with one authorization. */
  private void requests(Filled<SwitchKind> filled) {
    filled.form().fixed().forEach((name, value) -> key(2, name, value));
    String authorization = filled.value("authorization");
    String headers =
        authorization.isEmpty()
            ? ""
            : "headers: {Authorization: "
                + placeholder("switch_authorization", authorization)
                + "}";
    for (String call : List.of("on", "off", "status")) {
      String url = filled.value(call + ".url");
      if (url.isEmpty()) {
        continue;
      }
      line(2, call + ":");
      key(3, "url", url);
      if (call.equals("status")) {
        key(3, "on_when", filled.value("status.on_when"));
        key(3, "off_when", filled.value("status.off_when"));
      } else {
        key(3, "method", filled.value("method"));
        key(3, "body", filled.value(call + ".body"));
      }
      if (!headers.isEmpty()) {
        line(3, headers);
      }
    }
    key(2, "fingerprint", filled.value("fingerprint"));
  }

  private void containers() {
    answers
        .containers()
        .ifPresent(
            each -> {
              section(
                  "What runs beside the hosts, and is nobody's death when it fails.", "containers");
              key(1, "engine", each.engine());
              list(1, "watch", each.watch());
            });
  }

  /** What is not asked, as lines that hold as they are once their # is taken away. */
  private void later() {
    text.append('\n');
    line(
        0,
        "# Later, by editing this: take away the # of a line that begins with it right before a");
    line(0, "# word, put your own values in, and try it with: piha check");
    if (answers.containers().isEmpty()) {
      line(0, "# Containers beside the hosts (containers):");
      line(
          0, "#containers: {engine: \"unix:///var/run/docker.sock\", watch: [mariadb, mosquitto]}");
    }
    line(0, "# A second control plane, with the lease in etcd between the two (control-planes):");
    line(0, "#arbiter: {lease: etcd, endpoints: [\"http://10.0.0.11:2379\"], ttl: 15s}");
    line(0, "# The words in brackets are pages of the documentation, where each is explained.");
  }

  private void witnesses() {
    if (!answers.witness().isBlank()) {
      text.append('\n');
      line(0, "# Outside this machine: when none of them answers, PiHA is cut off itself and does");
      line(0, "# nothing by itself.");
      line(0, "witnesses: [" + scalars.quoted(answers.witness().strip()) + "]");
    }
  }

  private void alerts() {
    if (answers.alerts().isEmpty()) {
      return;
    }
    section("How people are told. Try it with: piha alert test", "alerts");
    int number = 0;
    for (Filled<AlertKind> each : answers.alerts()) {
      number++;
      int from = text.length();
      form(each, 2, "alert_" + number + "_");
      text.setCharAt(from + 2, '-');
    }
  }

  /** The fixed keys of a form, then what was answered. */
  private void form(Filled<?> filled, int depth, String prefix) {
    filled.form().fixed().forEach((name, value) -> key(depth, name, value));
    for (Question each : filled.form().questions()) {
      String value = filled.value(each);
      switch (each.kind()) {
        case PLAIN -> key(depth, each.key(), value);
        case SECRET -> secret(depth, each.key(), prefix + each.key(), value);
        case LIST -> list(depth, each.key(), value);
      }
    }
  }

  private void list(int depth, String name, String value) {
    List<String> items =
        Arrays.stream(value.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
    if (!items.isEmpty()) {
      line(
          depth,
          name
              + ": "
              + items.stream().map(scalars::quoted).collect(Collectors.joining(", ", "[", "]")));
    }
  }

  private void secret(int depth, String name, String secret, String value) {
    if (!value.isBlank()) {
      line(depth, name + ": " + placeholder(secret, value));
    }
  }

  private void key(int depth, String name, String value) {
    if (!value.isBlank()) {
      line(depth, name + ": " + scalars.write(value.strip()));
    }
  }

  /** Keeps a secret, under a name that no other has, and gives what stands for it. */
  private String placeholder(String wanted, String value) {
    String plain = plain(wanted);
    String name = plain;
    for (int i = 2; secrets.containsKey(name); i++) {
      name = plain + "_" + i;
    }
    secrets.put(name, value);
    return "\"${secret:" + name + "}\"";
  }

  private static String plain(String wanted) {
    return wanted.replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  private String secretsText() {
    if (secrets.isEmpty()) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "# What piha.yaml calls ${secret:NAME}. Only the owner of this file may read it (mode"
            + " 0600).");
    secrets.forEach((name, value) -> lines.add(name + ": " + scalars.quoted(value)));
    return String.join("\n", lines) + "\n";
  }

  private void section(String says, String opens) {
    text.append('\n');
    line(0, "# " + says);
    line(0, opens.contains(":") ? opens : opens + ":");
  }

  private void line(int depth, String words) {
    text.append("  ".repeat(depth)).append(words).append('\n');
  }
}
