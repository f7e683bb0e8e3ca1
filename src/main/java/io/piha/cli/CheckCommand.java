package io.piha.cli;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.Signal;
import io.piha.arbiter.Verdict;
import io.piha.drill.Scenarios;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.leadership.BrokerCheck;
import io.piha.monitor.Prober;
import io.piha.monitor.Witnesses;
import io.piha.poe.PoeSwitch;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.drivers.Drivers;
import io.piha.report.syslog.SyslogSink;
import io.piha.site.Finding;
import io.piha.site.Host;
import io.piha.site.Loaded;
import io.piha.site.Origin;
import io.piha.site.PowerPort;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import io.piha.site.SwitchConfig;
import io.piha.site.Syslog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code piha check}: validates the configuration and tries every connection; changes nothing. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Validate the configuration and try every connection it names; changes nothing.",
      "Says also how long hosts took to boot, and whether recovery_wait is enough for it.",
      "Exit 3 for a wrong file, 1 for a failed connection."
    })
final class CheckCommand implements Callable<Integer> {

  @ParentCommand PihaCommand piha = new PihaCommand();

  private Map<String, Origin> origins = Map.of();
  private String file = "";
  private int failures;

  @Override
  public Integer call() throws Exception {
    Optional<Path> found = piha.namedFile();
    if (found.isEmpty()) {
      return Exit.CONFIG;
    }
    file = found.get().toString();
    return switch (SiteLoader.load(found.get(), piha.environment())) {
      case Loaded.Invalid invalid -> {
        invalid.findings().forEach(piha.out()::println);
        yield Exit.CONFIG;
      }
      case Loaded.Valid valid -> {
        valid.warnings().forEach(piha.out()::println);
        origins = valid.origins();
        tryAll(valid.site());
        piha.out()
            .println(
                failures == 0
                    ? file + ": valid, and every connection works"
                    : file
                        + ": valid; "
                        + failures
                        + (failures == 1 ? " check fails" : " checks fail"));
        yield failures == 0 ? Exit.OK : Exit.FAILED;
      }
    };
  }

  private void tryAll(Site site) throws InterruptedException {
    try (NameLookup names = new NameLookup()) {
      broker(site);
      switches(site, names);
      probes(site, names);
      witnesses(site, names);
      new ContainersCheck(names, this::tell).run(site);
      new UpkeepCheck(names, this::tell).run(site);
      syslog(site, names);
      new TellingCheck(names, this::tell).run(site);
      new LeaseCheck(this::tell).run(site);
      new LeansCheck(piha.out(), this::tell).run(site, names);
    }
    new BootsCheck(piha.out(), origins, file).run(site);
    scenarios();
  }

  /** The user's own scenarios; a drill must not find them wrong on its day. */
  private void scenarios() {
    List<Finding> wrong = Scenarios.with(DrillSite.folder(Path.of(file))).findings();
    wrong.forEach(piha.out()::println);
    failures += wrong.size();
  }

  private void syslog(Site site, NameLookup names) {
    site.syslog()
        .ifPresent(
            each ->
                tell(
                    "syslog.address",
                    each instanceof Syslog.Udp
                        ? "syslog has an address; over UDP nobody says whether it arrives"
                        : "the syslog server takes a connection",
                    SyslogSink.check(each, names),
                    "check address and, for tls, ca_file; is the server running?"));
  }

  private void broker(Site site) {
    Optional<String> trouble =
        BrokerCheck.run(
            BrokerSettings.of(
                site, "piha-check-" + UUID.randomUUID().toString().substring(0, 8), false),
            Duration.ofSeconds(5));
    tell(
        "mqtt.url",
        site.mqtt().url() + " carries our message there and back",
        trouble,
        "check url, username, password and ca_file");
  }

  private void switches(Site site, NameLookup names) {
    Drivers drivers = new Drivers(names, new EngineClock());
    for (SwitchConfig each : site.switches().values()) {
      String path = "switches." + each.name();
      try (PoeSwitch open = drivers.open(each)) {
        Optional<String> silence = open.silence();
        tell(
            path,
            "switch " + each.name() + " answers",
            silence,
            "check address, version and credentials");
        if (silence.isEmpty()) {
          ports(site, each.name(), open);
          new PortTable(piha.out()).print(new PortLook(site, NeighbourTable.now()).board(open));
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
            tell(
                path,
                "port " + port.get() + " delivers power to " + host.name(),
                no,
                "is " + host.name() + " plugged into that port and running?");
          } catch (SwitchTrouble e) {
            tell(
                path,
                "",
                Optional.of("port " + port.get() + ": " + e.words()),
                "check the port's number");
          }
        }
      }
    }
  }

  private void probes(Site site, NameLookup names) throws InterruptedException {
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
            tell(
                path,
                what + ": " + said,
                up ? Optional.empty() : Optional.of(what + ": " + said),
                "check url, kind and token");
          }
        }
      }
    }
  }

  private void witnesses(Site site, NameLookup names) {
    if (site.witnesses().isEmpty()) {
      tell(
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
                  tell(
                      "witnesses",
                      "witness " + name + " answers",
                      why.isEmpty()
                          ? Optional.empty()
                          : Optional.of("witness " + name + ": " + why),
                      "choose one that answers while the network is well"));
    }
  }

  private void tell(String path, String fine, Optional<String> trouble, String remedy) {
    if (trouble.isEmpty()) {
      piha.out().println("ok: " + fine);
      return;
    }
    failures++;
    Origin at = origins.getOrDefault(path, new Origin(file, 0, 0));
    piha.out()
        .println(
            new Finding(
                at.file(),
                at.line(),
                at.column(),
                Finding.Severity.ERROR,
                path,
                trouble.get(),
                remedy));
  }
}
