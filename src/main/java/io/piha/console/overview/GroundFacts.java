package io.piha.console.overview;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.CheckView;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.engine.Surroundings.ContainerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the verdicts stand on. */
final class GroundFacts {

  /** Of more hosts than these only those whose budget is spent are named. */
  private static final int MANY = 8;

  private GroundFacts() {}

  static List<Fact> of(Snapshot snapshot, ServiceView service, Words words) {
    var facts = new ArrayList<Fact>();
    facts.add(broker(snapshot, words));
    snapshot
        .witnesses()
        .forEach(
            each ->
                facts.add(
                    answers(
                        words.say("ground.witness", each.name()),
                        each.answers(),
                        each.why(),
                        words)));
    snapshot
        .switches()
        .forEach(
            each ->
                facts.add(
                    answers(
                        words.say("ground.switch", each.name()),
                        each.answers(),
                        each.why(),
                        words)));
    snapshot.surroundings().containers().forEach(each -> facts.add(container(each, snapshot)));
    checks(facts, snapshot.surroundings().checks(), words);
    boolean many = service.hosts().size() > MANY;
    service.hosts().stream()
        .filter(host -> !many || host.power().filter(it -> it.cyclesLeft() == 0).isPresent())
        .limit(MANY)
        .forEach(host -> cycles(facts, service, host, words));
    facts.add(failovers(service, words));
    if (snapshot.alertsPending() + snapshot.alertsFailed() > 0) {
      facts.add(alerts(snapshot, words));
    }
    // Where there is not room for all, what is broken is in sight.
    facts.sort(Comparator.comparing(Fact::tone).reversed());
    return List.copyOf(facts);
  }

  private static Fact broker(Snapshot snapshot, Words words) {
    var broker = snapshot.broker();
    String held = Spans.coarse(Duration.between(broker.since(), snapshot.at()));
    return broker.connected()
        ? Fact.quiet(words.say("ground.broker"), words.say("ground.connected"), held)
        : new Fact(
            words.say("ground.broker"),
            broker.why().isBlank() ? words.say("ground.lost") : broker.why(),
            held,
            Tone.BAD);
  }

  private static Fact answers(String word, boolean answers, String why, Words words) {
    return answers
        ? Fact.quiet(word, words.say("ground.answers"), "")
        : new Fact(word, why.isBlank() ? words.say("ground.silent") : why, "", Tone.BAD);
  }

  private static Fact container(ContainerView container, Snapshot snapshot) {
    String age = Spans.coarse(Duration.between(container.since(), snapshot.at()));
    return container.well()
        ? Fact.quiet(container.name(), container.word(), age)
        : new Fact(
            container.name(),
            container.word() + (container.why().isBlank() ? "" : ", " + container.why()),
            age,
            Tone.BAD);
  }

  /** Many certificates are one row as long as none of them matters. */
  private static void checks(List<Fact> facts, List<CheckView> checks, Words words) {
    List<CheckView> certificates =
        checks.stream().filter(each -> each.kind().equals("certificate")).toList();
    boolean quiet = certificates.stream().noneMatch(CheckView::matters);
    checks.stream()
        .filter(each -> each.matters() || !each.kind().equals("certificate"))
        .forEach(each -> facts.add(check(each, words)));
    if (quiet && !certificates.isEmpty()) {
      facts.add(
          Fact.quiet(
              words.say("ground.certificates"),
              words.count(
                  certificates.size(), "ground.certificates.one", "ground.certificates.many"),
              ""));
    }
  }

  private static Fact check(CheckView check, Words words) {
    Tone tone =
        switch (check.level()) {
          case QUIET -> Tone.QUIET;
          case NOTICE -> Tone.NOTICE;
          case BAD -> Tone.BAD;
        };
    return new Fact(
        words.say("ground.check." + check.kind(), check.name()), check.said(), "", tone);
  }

  private static void cycles(List<Fact> facts, ServiceView service, HostView host, Words words) {
    host.power()
        .ifPresent(
            power ->
                facts.add(
                    new Fact(
                        words.say("ground.cycles", host.name()),
                        words.say("ground.left", power.cyclesLeft(), service.cyclesPerDay()),
                        "",
                        power.cyclesLeft() > 0 ? Tone.QUIET : Tone.NOTICE)));
  }

  private static Fact failovers(ServiceView service, Words words) {
    int left = service.failoversLeft();
    return new Fact(
        words.say("ground.failovers"),
        words.say("ground.failovers.left", left),
        "",
        left > 0 ? Tone.QUIET : Tone.NOTICE);
  }

  private static Fact alerts(Snapshot snapshot, Words words) {
    return new Fact(
        words.say("ground.alerts"),
        words.say("ground.alerts.owed", snapshot.alertsPending(), snapshot.alertsFailed()),
        "",
        snapshot.alertsFailed() > 0 ? Tone.NOTICE : Tone.QUIET);
  }
}
