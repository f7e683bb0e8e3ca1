package io.piha.drill;

import io.piha.arbiter.Outlook;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must be so before a live drill may begin (S25). */
final class Checks {

  private final State state;
  private final Instant now;
  private final Scenario scenario;
  private final Outlook outlook;

  Checks(State state, Instant now, Scenario scenario, String service) {
    this.state = state;
    this.now = now;
    this.scenario = scenario;
    this.outlook = Outlook.of(state, service, now);
  }

  /**
   * All of them, in the order in which a person thinks of them.
   *
   * @param actor does the harm
   * @param stepwise whether a person goes along, and can do what no command does
   * @param quiet the quiet hours, when it is one of them now
   */
  List<Check> all(Actor actor, boolean stepwise, Optional<String> quiet) {
    Optional<Cast> cast = Cast.of(outlook);
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.of("a host leads and another is fit to follow", cast.isPresent(), outlook.why()));
    checks.add(
        Check.of(
            "the service is protected",
            outlook.missing().isEmpty(),
            String.join("; ", outlook.missing())));
    checks.add(
        Check.of(
            "no incident is open",
            outlook.incident().isEmpty(),
            outlook.incident().map(each -> "incident " + each.id() + " is").orElse("")));
    checks.add(others());
    checks.add(nothingUnderWay());
    checks.add(configurationFresh());
    checks.add(Check.of("it is not frozen", outlook.frozen().isEmpty(), "thaw it first"));
    cast.ifPresent(each -> checks.addAll(budget(each)));
    cast.ifPresent(each -> checks.add(able(each, actor, stepwise)));
    checks.add(
        Check.of(
            "people are up, who could be needed",
            quiet.isEmpty(),
            quiet.map(hours -> "it is within the quiet hours " + hours).orElse("")));
    return checks;
  }

  /** Every other service stands still too: its hosts may live from the same ports. */
  private Check others() {
    for (ServiceState each : state.services()) {
      Outlook other = Outlook.of(state, each.policy().service(), now);
      boolean calm = other.incident().isEmpty() && other.phase().equals("normal");
      if (!calm) {
        return Check.of("every service is as usual", false, other.service() + ": " + other.why());
      }
    }
    return Check.of("every service is as usual", true, "");
  }

  private Check nothingUnderWay() {
    Optional<String> under =
        outlook
            .operation()
            .filter(each -> each.state().equals("running"))
            .map(each -> each.action() + " is under way")
            .or(() -> outlook.care().chore().map(_ -> "a snapshot or a reinstall is under way"));
    return Check.of("nothing else is under way", under.isEmpty(), under.orElse(""));
  }

  /** A failback waits for what could be mirrored already; and the standby should run it. */
  private Check configurationFresh() {
    var mirror = outlook.care().upkeep().mirror();
    boolean waits = mirror != null && mirror.ready();
    return Check.of(
        "the standby runs the newest released configuration",
        !waits,
        "a commit may be released now; run piha sync first");
  }

  /** What the night may need must be left when the drill has spent its own. */
  private List<Check> budget(Cast cast) {
    List<Check> checks = new ArrayList<>();
    if (scenario.failovers() > 0) {
      int left = outlook.failoversLeft();
      checks.add(
          Check.of(
              "a promotion is left for the night",
              left > scenario.failovers(),
              left + " of today are left, and the drill spends " + scenario.failovers()));
    }
    var port =
        outlook.hosts().stream()
            .filter(each -> each.name().equals(cast.leader()))
            .findFirst()
            .flatMap(Outlook.HostOutlook::port);
    if (scenario.cycles() > 0 && port.isPresent()) {
      int left = port.get().cyclesLeft();
      checks.add(
          Check.of(
              "a power cycle is left for the night",
              left > scenario.cycles(),
              left + " of today are left, and the drill spends " + scenario.cycles()));
      Duration interval = state.policy().guard().minInterval();
      Optional<Instant> last = port.get().lastCycle();
      boolean rested = last.isEmpty() || !last.get().plus(interval).isAfter(now);
      checks.add(
          Check.of(
              "the power guard allows a cycle now",
              rested,
              last.map(at -> "the last was " + Drill.span(Duration.between(at, now)) + " ago")
                      .orElse("")
                  + ", the guard wants "
                  + Drill.span(interval)
                  + " in between"));
    }
    return checks;
  }

  private Check able(Cast cast, Actor actor, boolean stepwise) {
    for (Step each : scenario.steps()) {
      if (each instanceof Step.Do harm) {
        Optional<String> cannot = actor.cannot(harm, cast.leader());
        boolean byHand = harm.command().isEmpty() && !harm.byHand().isEmpty();
        if (cannot.isPresent() && !(stepwise && byHand)) {
          return Check.of(
              "every step can be done", false, harm.harm().word() + ": " + cannot.get());
        }
      }
    }
    return Check.of("every step can be done", true, "");
  }

  /** Why it may not begin; empty when it may. */
  static Optional<String> obstacle(List<Check> checks) {
    return checks.stream()
        .filter(each -> !each.met())
        .findFirst()
        .map(
            each ->
                "not so: " + each.words() + (each.why().isEmpty() ? "" : " (" + each.why() + ")"));
  }
}
