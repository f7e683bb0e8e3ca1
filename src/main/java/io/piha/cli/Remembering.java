package io.piha.cli;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.engine.Inbox;
import io.piha.journal.History;
import io.piha.site.Host;
import io.piha.site.PowerPort;
import io.piha.site.Service;
import io.piha.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** What comes from outside: the history and the boots remember it, the engine decides on it. */
final class Remembering implements Inbox {

  private final History history;
  private final MeasuredBoots boots;
  private final EngineClock clock;
  private final Supplier<Site> site;
  private final Inbox engine;

  /**
   * @param site the configuration in force
   * @param engine who decides
   */
  Remembering(
      History history, MeasuredBoots boots, EngineClock clock, Supplier<Site> site, Inbox engine) {
    this.history = history;
    this.boots = boots;
    this.clock = clock;
    this.site = site;
    this.engine = engine;
  }

  @Override
  public void offer(Signal signal) {
    Instant wall = clock.wall();
    switch (signal) {
      case Signal.Heartbeat beat ->
          history.heartbeat(beat.service(), beat.host(), wall, beat.epoch(), beat.claim());
      case Signal.ProbeRound round ->
          history.probes(round.service(), round.host(), wall, round.results());
      case Signal.PortRead read -> power(read, wall);
      case Signal.OfService _, Signal.OfPort _, Signal.OfSite _ -> {}
    }
    boots.heard(signal, wall);
    engine.offer(signal);
  }

  @Override
  public void offerTogether(List<Signal.Heartbeat> beats) {
    Instant wall = clock.wall();
    history.heartbeats(beats, wall);
    boots.heard(beats, wall);
    engine.offerTogether(beats);
  }

  /** For every host that lives from the port. */
  private void power(Signal.PortRead read, Instant wall) {
    Optional<PowerPort> port = Optional.of(new PowerPort(read.port().device(), read.port().port()));
    String word = read.reading().map(PortReading::told).orElse("unknown");
    OptionalDouble watts = read.reading().map(PortReading::watts).orElse(OptionalDouble.empty());
    for (Service service : site.get().services().values()) {
      for (Host host : service.hosts().values()) {
        if (host.power().equals(port)) {
          history.power(service.name(), host.name(), wall, word, watts);
        }
      }
    }
  }
}
