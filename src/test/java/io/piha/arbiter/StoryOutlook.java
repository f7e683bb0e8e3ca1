package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person is shown when a story says {@code look}. */
final class StoryOutlook {

  private final Outlook seen;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private StoryOutlook(Outlook seen, Instant now) {
    this.seen = seen;
    this.now = now;
  }

  static List<String> lines(Outlook seen, Instant now) {
    StoryOutlook all = new StoryOutlook(seen, now);
    all.top();
    seen.hosts().forEach(all::host);
    all.care();
    return all.lines;
  }

  private void top() {
    lines.add(
        seen.phase()
            + ", "
            + seen.leader().orElse("nobody")
            + seen.leadsSince().map(at -> " for " + Words.since(at, now)).orElse("")
            + ", epoch "
            + seen.epoch()
            + ", promotions left "
            + seen.failoversLeft());
    lines.add(seen.why());
    seen.frozen()
        .ifPresent(
            flag ->
                lines.add(
                    "frozen by %s%s: \"%s\""
                        .formatted(flag.by(), till(flag.until()), flag.reason())));
    seen.incident()
        .ifPresent(
            open ->
                lines.add(
                    "incident %d for %s%s"
                        .formatted(
                            open.id(),
                            Words.since(open.since(), now),
                            open.acked() ? ", acknowledged" : "")));
    for (Outlook.Link each : seen.chain()) {
      lines.add("!".repeat(each.weight()) + each.word() + ": " + each.text());
    }
    seen.missing().forEach(each -> lines.add("unprotected: " + each));
    seen.next().ifPresent(plan -> lines.add("next " + plan(plan)));
    seen.queue().stream()
        .filter(each -> !Optional.of(each).equals(seen.next()))
        .forEach(plan -> lines.add("queued " + plan(plan)));
    seen.operation()
        .ifPresent(run -> lines.add(run.action() + " " + run.state() + ": " + run.why()));
  }

  private String plan(Outlook.Plan plan) {
    return plan.action()
        + (plan.host().isEmpty() ? "" : " " + plan.host())
        + till(Optional.of(plan.at()))
        + ": "
        + plan.why();
  }

  /** A time that is over reads as now. */
  private String till(Optional<Instant> at) {
    return at.map(end -> " in " + Words.since(now, end)).orElse("");
  }

  private void host(Outlook.HostOutlook host) {
    lines.add(
        host.name()
            + " ("
            + host.role().name().toLowerCase(java.util.Locale.ROOT)
            + "): "
            + host.state()
            + (host.alive() ? ", alive" : ", not alive")
            + (host.fit() ? ", fit: " : ", unfit: ")
            + host.fitness());
    host.port().ifPresent(this::port);
  }

  private void port(Outlook.PortOutlook port) {
    lines.add(
        "port "
            + port.id()
            + ": "
            + port.word()
            + (port.watts().isPresent() ? " " + port.watts().getAsDouble() + " W" : "")
            + (port.doing().isEmpty() ? "" : ", " + port.doing())
            + (port.held() ? ", held" : "")
            + ", cycles left "
            + port.cyclesLeft()
            + port.lastCycle().map(at -> ", cycled " + Words.since(at, now) + " ago").orElse("")
            + port.proof().map(proof -> ", proven: " + proof.how()).orElse(", not proven"));
  }

  private void care() {
    Outlook.Care care = seen.care();
    care.hold().ifPresent(hold -> lines.add("held by " + hold.word() + ": " + hold.why()));
    care.rollback().ifPresent(back -> lines.add("may be taken back: " + back.words()));
    care.suspects().forEach(each -> lines.add("under suspicion: " + each.words()));
    care.settlesAt().ifPresent(at -> lines.add("the last release settles" + till(Optional.of(at))));
    care.chore()
        .ifPresent(
            chore -> lines.add("under way: " + chore.command().word() + " of " + chore.host()));
  }
}
