package io.piha.cli;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Verdict;
import io.piha.arbiter.Words;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.leadership.BrokerCheck;
import io.piha.monitor.Prober;
import io.piha.monitor.Witnesses;
import io.piha.poe.PoeSwitch;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.drivers.Drivers;
import io.piha.report.syslog.SyslogSink;
import io.piha.site.Host;
import io.piha.site.PowerPort;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.site.SwitchConfig;
import io.piha.site.Syslog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The part of {@code piha check} that asks whom the engine stands on: broker, switches, hosts,
 * witnesses, syslog. The guided set-up asks them one by one.
 */
final class PeersCheck {

  private final NameLookup names;
  private final ContainersCheck.Teller teller;
  private final PrintWriter out;

  /**
   * @param out takes the tables of ports
   */
  PeersCheck(NameLookup names, ContainersCheck.Teller teller, PrintWriter out) {
    this.names = names;
    this.teller = teller;
    this.out = out;
  }

  void syslog(Site site) {
    site.syslog()
        .ifPresent(
            each ->
                teller.tell(
                    "syslog.address",
                    each instanceof Syslog.Udp
                        ? "syslog has an address; over UDP nobody says whether it arrives"
                        : "the syslog server takes a connection",
                    SyslogSink.check(each, names),
                    "check address and, for tls, ca_file; is the server running?"));
  }

  void broker(Site site) {
    BrokerCheck.Visit visit =
        BrokerCheck.run(
            BrokerSettings.visitor(
                site, "piha-check-" + UUID.randomUUID().toString().substring(0, 8)),
            Duration.ofSeconds(5));
    teller.tell(
        "mqtt.url",
        site.mqtt().url()
            + " carries our message there and back"
            + visit.uptime().map(each -> ", up for " + Words.span(each)).orElse(""),
        visit.trouble(),
        "check url, username, password and ca_file");
  }

  void switches(Site site) {
    Drivers drivers = new Drivers(names, new EngineClock());
    for (SwitchConfig each : site.switches().values()) {
      String path = "switches." + each.name();
      try (PoeSwitch open = drivers.open(each)) {
        Optional<String> silence = open.silence();
        teller.tell(
            path,
            "switch " + each.name() + " answers",
            silence,
            "check address, version and credentials");
        if (silence.isEmpty()) {
          ports(site, each.name(), open);
          new PortTable(out).print(new PortLook(site, NeighbourTable.now()).board(open));
        }
      }
    }
  }

  private void ports(Site site, String name, PoeSwitch open) {
    for (Service service : site.services().values()) {
      for (Host host : service.hosts().values()) {
        Optional<PowerPort> port = host.power().filter(each -> each.switchName().equals(name));
        if (port.isPresent()) {
          String path = "services." + service.name() + ".hosts." + host.name() + ".power";
          try {
            PortReading reading = open.read(port.get().port());
            Optional<String> no =
                reading.isDelivering()
                    ? Optional.empty()
                    : Optional.of(
                        "port "
                            + port.get()
                            + " reads "
                            + reading.word()
                            + " and delivers no power");
            teller.tell(
                path,
                "port " + port.get() + " delivers power to " + host.name(),
                no,
                "is " + host.name() + " plugged into that port and running?");
          } catch (SwitchTrouble e) {
            teller.tell(
                path,
                "",
                Optional.of("port " + port.get() + ": " + e.words()),
                "check the port's number");
          }
        }
      }
    }
  }

  void probes(Site site) throws InterruptedException {
    List<Service> services = List.copyOf(site.services().values());
    LinkedBlockingQueue<Signal> rounds = new LinkedBlockingQueue<>();
    try (Prober prober = new Prober(services, new EngineClock(), rounds::add, names)) {
      for (Service service : services) {
        for (Host host : service.hosts().values()) {
          prober.probe(service.name(), host.name());
          Signal signal =
              rounds.poll(service.timing().probeTimeout().toMillis() + 2000, TimeUnit.MILLISECONDS);
          Map<String, ProbeResult> results =
              signal instanceof Signal.ProbeRound round ? round.results() : Map.of();
          for (String probe : host.probes().keySet()) {
            ProbeResult result = results.get(probe);
            String path =
                "services." + service.name() + ".hosts." + host.name() + ".probes." + probe;
            String what = "probe " + probe + " of " + host.name();
            boolean up = result != null && result.verdict() == Verdict.UP;
            String said = result == null ? "no answer" : result.detail();
            teller.tell(
                path,
                what + ": " + said,
                up ? Optional.empty() : Optional.of(what + ": " + said),
                "check url, kind and token");
          }
        }
      }
    }
  }

  void witnesses(Site site) {
    if (site.witnesses().isEmpty()) {
      teller.tell(
          "witnesses",
          "",
          Optional.of("no witness outside this machine is configured"),
          "name one, e.g. tcp://192.168.1.1:53; without one nothing automatic is ever done");
      return;
    }
    Map<String, Optional<String>> silent = new java.util.HashMap<>();
    Drivers drivers = new Drivers(names, new EngineClock());
    for (SwitchConfig each : site.switches().values()) {
      try (PoeSwitch open = drivers.open(each)) {
        silent.put(each.name(), open.silence());
      }
    }
    try (Witnesses asked =
        new Witnesses(
            site.witnesses(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            _ -> {},
            names,
            name -> silent.getOrDefault(name, Optional.of("no such switch")))) {
      asked
          .round()
          .answers()
          .forEach(
              (name, why) ->
                  teller.tell(
                      "witnesses",
                      "witness " + name + " answers",
                      why.isEmpty()
                          ? Optional.empty()
                          : Optional.of("witness " + name + ": " + why),
                      "choose one that answers while the network is well"));
    }
  }
}
