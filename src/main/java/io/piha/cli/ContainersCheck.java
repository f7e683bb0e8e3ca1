package io.piha.cli;

import io.piha.arbiter.ContainerReading;
import io.piha.engine.NameLookup;
import io.piha.monitor.containers.ContainerEngine;
import io.piha.site.Containers;
import io.piha.site.Site;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of {@code piha check} that asks the container engines. */
final class ContainersCheck {

  /** How a finding is told. */
  interface Teller {
    void tell(String path, String fine, Optional<String> trouble, String remedy);
  }

  private final NameLookup names;
  private final Teller teller;

  ContainersCheck(NameLookup names, Teller teller) {
    this.names = names;
    this.teller = teller;
  }

  void run(Site site) {
    for (Containers each : site.containers()) {
      engine(each);
    }
  }

  private void engine(Containers engine) {
    try {
      Map<String, ContainerReading> seen = new ContainerEngine(engine, names).look();
      teller.tell("containers", "engine " + engine.engine() + " answers", Optional.empty(), "");
      seen.forEach(this::container);
    } catch (IOException e) {
      teller.tell(
          "containers",
          "",
          Optional.of("engine " + engine.engine() + ": " + e.getMessage()),
          "check engine, ca, cert and key, and that this user may use the socket");
    }
  }

  private void container(String name, ContainerReading reading) {
    boolean serves =
        reading.state().equals("running")
            && List.of("", "healthy", "starting").contains(reading.health());
    String word = reading.health().isEmpty() ? reading.state() : reading.health();
    teller.tell(
        "containers",
        "container " + name + " is " + word,
        serves ? Optional.empty() : Optional.of("container " + name + " is " + word),
        reading.state().equals("missing")
            ? "write the name as `docker ps -a` shows it"
            : "start it, or take it from `watch`");
  }
}
