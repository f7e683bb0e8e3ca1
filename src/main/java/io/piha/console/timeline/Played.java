package io.piha.console.timeline;

import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.PortReading;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Signal;
import io.piha.console.kit.Live;
import io.piha.console.kit.Words;
import io.piha.console.timeline.HostStrip.Judged;
import io.piha.drill.Rehearsal;
import io.piha.drill.Seen;
import io.piha.engine.Snapshot;
import io.piha.journal.PowerChange;
import io.piha.journal.VerdictChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A rehearsal as the timeline draws it: from its first moment to the one that is played. */
final class Played implements Reel {

  private final Rehearsal rehearsal;
  private final Live live;
  private final String service;
  private final Words words;

  /**
   * @param live shows the moment that is played
   */
  Played(Rehearsal rehearsal, Live live, Words words) {
    this.rehearsal = rehearsal;
    this.live = live;
    this.service = rehearsal.report().service();
    this.words = words;
  }

  /** The stretch of the whole rehearsal, so that it fills the picture as it goes on. */
  Axis whole() {
    Instant from = rehearsal.frames().getFirst().at();
    Instant to = rehearsal.frames().getLast().at();
    Duration margin = Duration.between(from, to).dividedBy(25).plusSeconds(1);
    return new Axis(from.minus(margin), to.plus(margin));
  }

  @Override
  public Optional<Snapshot> picture() {
    return live.snapshot();
  }

  @Override
  public Instant present() {
    return live.now();
  }

  @Override
  public Instant end() {
    return whole().to();
  }

  /** What was heard and recorded until the moment that is played. */
  @Override
  public Optional<Chart> chart() {
    Instant moment = present();
    Rehearsal.Frame first = rehearsal.frames().getFirst();
    Bands bands = new Bands(words);
    Outlook began = Outlook.of(first.state(), service, first.at());
    began.leader().ifPresent(host -> bands.led(first.at(), host, began.epoch()));
    List<Mark> marks = new ArrayList<>();
    for (Seen each : rehearsal.records()) {
      if (!each.at().isAfter(moment) && concerns(each)) {
        bands.take(each.at(), each.entry());
        Mark.of(0, each.at(), each.entry()).ifPresent(marks::add);
      }
    }
    ServicePolicy policy = first.state().service(service).orElseThrow().policy();
    List<HostStrip> strips =
        policy.hosts().stream().map(host -> strip(policy, host, moment)).toList();
    Axis covers = whole();
    return Optional.of(
        new Chart(service, covers, moment, strips, bands.until(moment), marks, false));
  }

  private boolean concerns(Seen record) {
    String of = record.entry().service();
    return of == null || of.equals(service);
  }

  private HostStrip strip(ServicePolicy policy, HostPolicy host, Instant moment) {
    List<Long> beats = new ArrayList<>();
    Map<String, VerdictChange> probes = new HashMap<>();
    List<Judged> judged = new ArrayList<>();
    List<PowerChange> power = new ArrayList<>();
    for (Rehearsal.Heard each : rehearsal.heard()) {
      if (each.at().isAfter(moment)) {
        break;
      }
      switch (each.signal()) {
        case Signal.Heartbeat beat when of(beat, host, beat.host()) ->
            beats.add(each.at().toEpochMilli());
        case Signal.ProbeRound round when of(round, host, round.host()) -> {
          round
              .results()
              .forEach(
                  (probe, result) ->
                      probes.put(
                          probe,
                          new VerdictChange(each.at(), probe, result.verdict(), result.detail())));
          if (!probes.isEmpty()) {
            judged.add(Judged.worst(each.at(), probes.values()));
          }
        }
        case Signal.PortRead read when host.port().equals(Optional.of(read.port())) ->
            power.add(change(each.at(), read.reading()));
        case Signal.OfService _, Signal.OfPort _, Signal.OfSite _ -> {}
      }
    }
    long[] at = beats.stream().mapToLong(Long::longValue).toArray();
    long[] gaps = new long[at.length];
    for (int i = 1; i < at.length; i++) {
      gaps[i] = at[i] - at[i - 1];
    }
    Duration timeout = policy.timing().heartbeatTimeout();
    return new HostStrip(host.name(), timeout, at, 0, new long[0], gaps, judged, power);
  }

  private boolean of(Signal.OfService signal, HostPolicy host, String named) {
    return signal.service().equals(service) && host.name().equals(named);
  }

  private static PowerChange change(Instant at, Optional<PortReading> reading) {
    return new PowerChange(
        at,
        reading.map(PortReading::told).orElse("unknown"),
        reading.map(PortReading::watts).orElse(OptionalDouble.empty()));
  }
}
