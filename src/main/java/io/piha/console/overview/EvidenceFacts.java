package io.piha.console.overview;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.BootsView;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.ProbeView;
import io.piha.engine.Snapshot.ServiceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The evidence ledger, "why not failing over?": each channel, what it said, how old that is and
 * what it counts for; then which proof is missing, and what comes next.
 */
final class EvidenceFacts {

  /** More candidates than these are counted, not named. */
  private static final int MANY = 12;

  private final Words words;
  private final Instant now;
  private final List<Fact> facts = new ArrayList<>();

  private EvidenceFacts(Words words, Instant now) {
    this.words = words;
    this.now = now;
  }

  static List<Fact> of(Snapshot snapshot, ServiceView service, Instant now, Words words) {
    var ledger = new EvidenceFacts(words, now);
    Optional<HostView> leader =
        service.hosts().stream()
            .filter(host -> service.leader().filter(host.name()::equals).isPresent())
            .findFirst();
    leader.ifPresent(ledger::life);
    ledger.sight(snapshot);
    leader.flatMap(HostView::power).ifPresent(power -> ledger.power(snapshot, power));
    List<HostView> candidates =
        service.hosts().stream().filter(host -> leader.filter(host::equals).isEmpty()).toList();
    if (candidates.size() > MANY) {
      ledger.candidates(candidates);
    } else {
      candidates.forEach(ledger::candidate);
    }
    leader.ifPresent(host -> ledger.boots(service, host));
    ledger.permission(service);
    ledger.outcome(service);
    return List.copyOf(ledger.facts);
  }

  private void life(HostView leader) {
    String word = words.say("evidence.heartbeat", leader.name());
    Optional<Duration> silence = leader.lastHeartbeat().map(at -> Duration.between(at, now));
    boolean over = silence.map(it -> it.compareTo(leader.timeout()) > 0).orElse(true);
    add(
        word,
        silence.isEmpty()
            ? words.say("ring.never")
            : words.say(
                "evidence.heartbeat.said",
                Spans.words(silence.get()),
                Spans.words(leader.timeout())),
        over ? "evidence.silent" : "evidence.alive",
        "",
        over ? Tone.NOTICE : Tone.QUIET);
    for (ProbeView probe : leader.probes()) {
      String verdict = words.sayOr("verdict." + probe.verdict(), probe.verdict());
      boolean up = probe.verdict().equals("up");
      add(
          words.say("evidence.probe", probe.name()),
          up || probe.detail().isBlank() ? verdict : verdict + ", " + probe.detail(),
          up
              ? "evidence.probe.up"
              : probe.verdict().equals("down") ? "evidence.probe.down" : "evidence.probe.unknown",
          probe.at().map(at -> Spans.coarse(Duration.between(at, now))).orElse(""),
          up ? Tone.QUIET : Tone.NOTICE);
    }
  }

  private void sight(Snapshot snapshot) {
    var broker = snapshot.broker();
    add(
        words.say("ground.broker"),
        broker.connected() ? words.say("ground.connected") : broker.why(),
        broker.connected() ? "evidence.sight" : "evidence.blind",
        Spans.coarse(Duration.between(broker.since(), now)),
        broker.connected() ? Tone.QUIET : Tone.BAD);
    snapshot
        .witnesses()
        .forEach(
            each ->
                add(
                    words.say("ground.witness", each.name()),
                    each.answers() ? words.say("ground.answers") : each.why(),
                    each.answers() ? "evidence.witness" : "evidence.witness.silent",
                    "",
                    each.answers() ? Tone.QUIET : Tone.NOTICE));
    snapshot.surroundings().containers().stream()
        .filter(each -> !each.well())
        .forEach(
            each ->
                add(
                    each.name(),
                    each.word() + (each.why().isBlank() ? "" : ", " + each.why()),
                    "evidence.container",
                    Spans.coarse(Duration.between(each.since(), now)),
                    Tone.NOTICE));
  }

  private void power(Snapshot snapshot, PowerView power) {
    boolean answers =
        snapshot.switches().stream()
            .noneMatch(each -> !each.answers() && power.port().startsWith(each.name() + "/"));
    add(
        words.say("evidence.port", power.port()),
        words.sayOr("power." + power.word(), power.word())
            + (power.doing().isBlank() ? "" : ", " + power.doing())
            + power
                .proven()
                .map(
                    at ->
                        ", "
                            + words.say(
                                "evidence.proven",
                                Spans.coarse(Duration.between(at, now)),
                                power.provenBy()))
                .orElse("")
            + Optional.ofNullable(snapshot.surroundings().cuts().get(power.port()))
                .map(
                    cut ->
                        ", "
                            + words.say(
                                "evidence.proven",
                                Spans.coarse(Duration.between(cut.at(), now)),
                                cut.by()))
                .orElse(""),
        answers ? "evidence.fence" : "evidence.fence.none",
        power.readAt().map(at -> Spans.coarse(Duration.between(at, now))).orElse(""),
        answers ? Tone.QUIET : Tone.BAD);
  }

  private void boots(ServiceView service, HostView leader) {
    BootsView boots = service.upkeep().boots().get(leader.name());
    if (boots != null) {
      facts.add(BootFacts.inLedger(leader.name(), boots, words));
    }
  }

  private void candidates(List<HostView> hosts) {
    long fit = hosts.stream().filter(HostView::fit).count();
    add(
        words.say("overview.hosts"),
        words.say("evidence.candidates", fit, hosts.size()),
        fit > 0 ? "evidence.fit" : "evidence.unfit",
        "",
        fit > 0 ? Tone.QUIET : Tone.NOTICE);
  }

  private void candidate(HostView host) {
    add(
        host.name(),
        host.fitness(),
        host.fit() ? "evidence.fit" : "evidence.unfit",
        "",
        host.fit() ? Tone.QUIET : Tone.NOTICE);
  }

  private void permission(ServiceView service) {
    boolean frozen = service.freeze().frozen();
    add(
        words.say("freeze.name"),
        words.say(frozen ? "freeze.on" : "evidence.freeze.off"),
        frozen ? "evidence.frozen" : "evidence.allowed",
        "",
        frozen ? Tone.NOTICE : Tone.QUIET);
    int left = service.failoversLeft();
    add(
        words.say("ground.failovers"),
        words.say("ground.failovers.left", left),
        left > 0 ? "evidence.allowed" : "evidence.spent",
        "",
        left > 0 ? Tone.QUIET : Tone.NOTICE);
  }

  private void outcome(ServiceView service) {
    if (!service.unprotectedBecause().isEmpty()) {
      facts.add(
          new Fact(
              words.say("evidence.missing"),
              String.join(" · ", service.unprotectedBecause()),
              "",
              Tone.NOTICE));
    }
    facts.add(
        service
            .next()
            .map(
                next ->
                    new Fact(
                        words.say("evidence.next"),
                        BannerFace.next(next, now, words) + ": " + next.why(),
                        "",
                        Tone.NOTICE))
            .orElseGet(
                () ->
                    Fact.quiet(
                        words.say("evidence.next"), words.say("overview.nothing.planned"), "")));
  }

  private void add(String channel, String said, String counts, String age, Tone tone) {
    String meaning = words.say(counts);
    facts.add(new Fact(channel, said.isBlank() ? meaning : said + " → " + meaning, age, tone));
  }
}
