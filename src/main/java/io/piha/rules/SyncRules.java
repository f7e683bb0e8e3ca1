package io.piha.rules;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.MirrorView;
import io.piha.arbiter.Phase;
import io.piha.arbiter.Release;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reaches the standby through the mirror, and when (S6, S17). */
final class SyncRules {

  private final Evidence evidence;
  private final Map<String, MirrorView> seen = new HashMap<>();

  SyncRules(Evidence evidence) {
    this.evidence = evidence;
  }

  void hear(Signal signal) {
    if (signal instanceof Signal.MirrorSeen look) {
      seen.put(look.service(), look.view());
    }
  }

  /**
   * A commit is released.
   *
   * @param before the service as it was when that was decided
   */
  void released(
      ServiceState before, Effect.ReleaseCommit effect, Instant now, List<Breach> breaches) {
    String name = effect.service();
    Release release = effect.release();
    if (before.book().freeze() != null) {
      breaches.add(new Breach(Rule.S6, name, "a commit is released while frozen"));
    }
    Optional<String> wrong = release.rollback() ? rollback(release) : forward(before, release, now);
    wrong.ifPresent(why -> breaches.add(new Breach(Rule.S17, name, why)));
  }

  private static Optional<String> rollback(Release release) {
    return release.by().equals(Entry.CONTROL)
        ? Optional.of("a release is taken back, and nobody asked for it")
        : Optional.empty();
  }

  private Optional<String> forward(ServiceState before, Release release, Instant now) {
    MirrorView view = seen.get(before.policy().service());
    Request wish = before.upkeep().wish();
    if (view == null || !id(view.candidate()).equals(release.to())) {
      return Optional.of(release.words() + " is not the commit that the mirror saw next");
    }
    if (!id(view.target()).equals(release.from())) {
      return Optional.of("the standby's branch is not where the release begins");
    }
    if (!view.heldBy().isEmpty() || !view.ready()) {
      return Optional.of(release.words() + " has not stood its window, or is not valid");
    }
    boolean overridden = wish != null && wish.overrideIncident();
    return overridden ? Optional.empty() : house(before, wish, now);
  }

  private Optional<String> house(ServiceState before, @Nullable Request wish, Instant now) {
    Duration window = before.policy().timing().heartbeatTimeout();
    if (wish == null && !evidence.sightedFor(window, now)) {
      return Optional.of("a commit is released while nobody watches");
    }
    if (!before.book().incidents().isEmpty()) {
      return Optional.of("a commit is released while an incident is open");
    }
    String primary = before.policy().primary().name();
    return primary.equals(before.book().leader()) && before.book().phase() instanceof Phase.Steady
        ? Optional.empty()
        : Optional.of("a commit is released while the primary " + primary + " does not lead");
  }

  private static String id(Optional<MirrorView.Commit> commit) {
    return commit.map(MirrorView.Commit::id).orElse("");
  }
}
