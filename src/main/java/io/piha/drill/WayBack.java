package io.piha.drill;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Outlook;
import io.piha.world.Harm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one way back from wherever a drill ended: harm taken back, thawed, acknowledged, and the
 * leadership returned to whom it belonged. It asks as an operator would, and never forces.
 */
final class WayBack {

  private static final Duration LOOK = Duration.ofMillis(250);

  private final Cast cast;
  private final Bound.Scale scale;
  private final Ground ground;
  private final boolean frozenBefore;
  private final Instant began;
  private final List<String> acts = new ArrayList<>();
  private Instant askAgain;
  private String refusal = "";

  /**
   * @param begun whose way back it is
   */
  WayBack(Cast cast, Bound.Scale scale, Ground ground, Begun begun) {
    this.cast = cast;
    this.scale = scale;
    this.ground = ground;
    this.frozenBefore = begun.frozenBefore();
    this.began = begun.began();
    this.askAgain = ground.now();
  }

  /**
   * How it went.
   *
   * @param asBefore whether the house stands as it stood before the drill
   * @param words what was done for it, or what is missing
   */
  record Outcome(boolean asBefore, String words) {}

  /** Goes back; the harm that was done is given the last first. */
  Outcome go(List<Step.Do> done) throws InterruptedException {
    List<String> stuck = new ArrayList<>();
    for (Step.Do each : done) {
      try {
        ground.mend(each, each.harm() == Harm.STANDBY_DIES ? cast.standby() : cast.leader());
        acts.add("took back " + each.harm().word());
      } catch (Ground.Impossible e) {
        stuck.add(each.harm().word() + " is not taken back: " + e.why());
      }
    }
    Optional<Instant> since = done.isEmpty() ? Optional.empty() : Optional.of(ground.now());
    Instant until = ground.now().plus(patience());
    while (!isAsBefore(since)) {
      if (!ground.now().isBefore(until)) {
        stuck.add("not as before after " + Drill.span(patience()) + ": " + ground.outlook().why());
        if (!refusal.isEmpty()) {
          stuck.add("last refusal: " + refusal);
        }
        break;
      }
      help();
      ground.pass(LOOK);
    }
    List<String> words = stuck.isEmpty() ? acts : stuck;
    return new Outcome(
        stuck.isEmpty(), words.isEmpty() ? "nothing had to be done" : String.join("; ", words));
  }

  private Duration patience() {
    var timing = scale.timing();
    return timing
        .failbackTimeout()
        .multipliedBy(2)
        .plus(scale.boot().multipliedBy(2))
        .plus(timing.heartbeatTimeout().multipliedBy(4))
        .plus(timing.recoveryWait())
        .plus(timing.orderAckTimeout().multipliedBy(2))
        .plusSeconds(10);
  }

  /** Once harm was taken back, only what was heard and seen since then counts. */
  private boolean isAsBefore(Optional<Instant> since) {
    Outlook now = ground.outlook();
    return now.phase().equals("normal")
        && now.leader().equals(Optional.of(cast.leader()))
        && now.frozen().isPresent() == frozenBefore
        && now.incident().isEmpty()
        && !isOwed(now)
        && now.operation().map(each -> !each.state().equals("running")).orElse(true)
        && now.hosts().stream().allMatch(each -> stands(each, since));
  }

  /** A promotion that nobody acknowledged is one less for the night. */
  private boolean isOwed(Outlook now) {
    return now.lastFailover().filter(at -> !at.isBefore(began)).isPresent();
  }

  private boolean stands(Outlook.HostOutlook host, Optional<Instant> since) {
    boolean fresh =
        since.isEmpty()
            || (isAfter(host.vitals().heard(), since.get())
                && isAfter(host.vitals().allUpStarted(), since.get()));
    boolean leads = host.name().equals(cast.leader());
    HostClaim claim = host.vitals().claim();
    boolean says = claim == null || claim == (leads ? HostClaim.LEADER : HostClaim.PASSIVE);
    return fresh && says && host.alive() && host.port().map(port -> !port.held()).orElse(true);
  }

  private static boolean isAfter(@Nullable Instant at, Instant since) {
    return at != null && at.isAfter(since);
  }

  /** Asks for the next thing that leads back, when there is one to ask for. */
  private void help() throws InterruptedException {
    if (ground.now().isBefore(askAgain)) {
      return;
    }
    askAgain = ground.now().plus(scale.timing().probeEvery());
    Outlook now = ground.outlook();
    if (now.frozen().isPresent() && !frozenBefore) {
      ask(Command.THAW, "");
    } else if (now.incident().filter(each -> !each.acked()).isPresent() && isQuiet(now)) {
      ask(Command.ACK, "");
    } else if (isQuiet(now) && !now.leader().equals(Optional.of(cast.leader()))) {
      if (now.phase().equals("failed_over")) {
        ask(Command.FAILBACK, "");
      } else if (now.phase().equals("normal")) {
        ask(Command.PROMOTE, cast.leader());
      }
    } else if (isQuiet(now) && now.incident().isEmpty() && isOwed(now)) {
      ask(Command.ACK, "");
    }
  }

  /** Nothing of a recovery is under way that asking would disturb. */
  private static boolean isQuiet(Outlook now) {
    return switch (now.phase()) {
      case "normal", "failed_over", "leaderless" ->
          now.operation().map(each -> !each.state().equals("running")).orElse(true);
      default -> false;
    };
  }

  private void ask(Command command, String host) throws InterruptedException {
    Effect.Answer answer = ground.ask(command, host, "the way back from a drill");
    if (answer.accepted()) {
      acts.add("asked for " + command.word() + (host.isEmpty() ? "" : " " + host));
    } else {
      refusal = command.word() + ": " + answer.why();
    }
  }
}
