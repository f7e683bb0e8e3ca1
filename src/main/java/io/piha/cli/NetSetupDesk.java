package io.piha.cli;

import io.piha.alert.AlertTest;
import io.piha.console.kit.PortBoard;
import io.piha.console.kit.SetupDesk;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.setup.Discovery;
import io.piha.setup.Found;
import io.piha.setup.Knock;
import io.piha.setup.Section;
import io.piha.site.Role;
import io.piha.site.Site;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The guided set-up's way to the network: by the very checks that {@code piha check} makes. */
final class NetSetupDesk implements SetupDesk {
  private static final Duration LISTENING = Duration.ofSeconds(4);

  @Override
  public List<Found> look() throws Exception {
    List<Found> found = new ArrayList<>();
    Knock.ownBroker().ifPresent(found::add);
    found.addAll(Discovery.look(LISTENING));
    return found;
  }

  @Override
  public Optional<String> observer(String core) {
    return Knock.observer(core);
  }

  @Override
  public Optional<String> router() {
    return Knock.router();
  }

  @Override
  public Optional<String> containerEngine() {
    return Knock.engine(System.getenv());
  }

  @Override
  public void tryPart(Site site, Section part, Consumer<Tried> line) throws Exception {
    try (NameLookup names = new NameLookup()) {
      PeersCheck peers =
          new PeersCheck(
              names, teller(site, part, line), new PrintWriter(Writer.nullWriter(), false));
      switch (part) {
        case BROKER -> peers.broker(site);
        case PRIMARY, STANDBY -> peers.probes(site);
        case POWER -> {
          peers.switches(site);
          peers.witnesses(site);
        }
        case CONTAINERS -> new ContainersCheck(names, teller(site, part, line)).run(site);
        case ALERTS -> alerts(site, names, line);
        case ALL -> {
          peers.broker(site);
          peers.switches(site);
          peers.probes(site);
          peers.witnesses(site);
          new ContainersCheck(names, teller(site, part, line)).run(site);
        }
      }
    }
  }

  private static ContainersCheck.Teller teller(Site site, Section part, Consumer<Tried> line) {
    return (path, fine, trouble, remedy) -> {
      if (part != Section.STANDBY || isStandby(site, path)) {
        line.accept(
            new Tried(trouble.isEmpty(), trouble.map(why -> why + "; " + remedy).orElse(fine)));
      }
    };
  }

  private static boolean isStandby(Site site, String path) {
    return site.services().values().stream()
        .flatMap(each -> each.hosts().values().stream())
        .filter(each -> each.role() == Role.STANDBY)
        .anyMatch(each -> path.contains(".hosts." + each.name() + "."));
  }

  private static void alerts(Site site, NameLookup names, Consumer<Tried> line)
      throws InterruptedException {
    EngineClock clock = new EngineClock();
    String id = "test-" + Long.toString(clock.wall().toEpochMilli(), 36);
    String user = System.getProperty("user.name", "somebody");
    for (AlertTest.Result each : AlertTest.run(site, names, id, user, clock::wall)) {
      line.accept(
          new Tried(
              each.trouble().isEmpty(),
              each.trouble()
                  .map(why -> each.channel() + ": " + why + "; check address and credentials")
                  .orElse("sent: " + each.channel())));
    }
  }

  @Override
  public List<PortBoard> ports(Site site) {
    return PortLook.all(site);
  }

  @Override
  public boolean check(Path file, Consumer<String> line) {
    return OwnCommand.run(file, line, "check") == Exit.OK;
  }
}
