package io.piha.cli;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.Signal;
import io.piha.journal.History;
import io.piha.site.Host;
import io.piha.site.PowerPort;
import io.piha.site.Service;
import io.piha.site.Site;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the history keeps of the signals. */
final class Remembering {

  private Remembering() {}

  /**
   * Takes one; only enqueues.
   *
   * @param wall wall time of its arrival
   */
  static void heard(Signal signal, History history, Instant wall, Site site) {
    switch (signal) {
      case Signal.Heartbeat beat ->
          history.heartbeat(beat.service(), beat.host(), wall, beat.epoch(), beat.claim());
      case Signal.ProbeRound round ->
          history.probes(round.service(), round.host(), wall, round.results());
      case Signal.PortRead read -> power(read, history, wall, site);
      case Signal.OfService _, Signal.OfPort _, Signal.OfSite _ -> {}
    }
  }

  /** For every host that lives from the port. */
  private static void power(Signal.PortRead read, History history, Instant wall, Site site) {
    Optional<PowerPort> port = Optional.of(new PowerPort(read.port().device(), read.port().port()));
    String word = read.reading().map(PortReading::told).orElse("unknown");
    OptionalDouble watts = read.reading().map(PortReading::watts).orElse(OptionalDouble.empty());
    for (Service service : site.services().values()) {
      for (Host host : service.hosts().values()) {
        if (host.power().equals(port)) {
          history.power(service.name(), host.name(), wall, word, watts);
        }
      }
    }
  }
}
