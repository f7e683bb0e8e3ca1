package io.piha.alert.rules;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a message and people: quiet hours and silence, which what is critical passes,
 * and the limit against floods. What is held back comes in one digest, with its count.
 */
final class Gate {

  /** So many of the held messages keep their words. */
  private static final int MOST_HELD = 40;

  /** A digest waits so long for what comes with it. */
  private static final Duration GATHER = Duration.ofMinutes(1);

  private final Round round;

  Gate(Round round) {
    this.round = round;
  }

  /** Tells it now, or keeps it for the digest. */
  void pass(Message said) {
    Message message = ofDrill(said) ? said.ofDrill() : said;
    boolean critical = message.severity() == Severity.CRITICAL;
    if (!critical && hushedUntil(round.silence, round.policy, round.now).isPresent()) {
      hold(message);
    } else if (room(round.sent)) {
      round.sent.add(round.now);
      round.messages.add(message);
    } else if (critical && room(round.urgent)) {
      round.urgent.add(round.now);
      round.messages.add(message);
    } else {
      hold(message);
    }
  }

  /**
   * Whether it belongs to a drill. A drill that leaves the house other than it was is an alarm: its
   * end is critical then, and bears no mark.
   */
  private boolean ofDrill(Message message) {
    Exercise drill = message.service() == null ? null : round.exercises.get(message.service());
    boolean itself =
        message.kind().equals(Kind.DRILL_STARTED.word())
            || (message.kind().equals(Kind.DRILL_DONE.word())
                && message.severity() != Severity.CRITICAL);
    return itself || (drill != null && drill.goesOn(round.now));
  }

  /** Counts what cannot even be told apart any more. */
  void overflow() {
    round.heldCount++;
    round.heldSince = round.heldSince == null ? round.now : round.heldSince;
  }

  private boolean room(List<Instant> used) {
    Instant from = round.now.minus(round.policy.span());
    used.removeIf(each -> !each.isAfter(from));
    return used.size() < round.policy.most();
  }

  private void hold(Message message) {
    round.heldCount++;
    round.heldSince = round.heldSince == null ? round.now : round.heldSince;
    round.held.add(message);
    if (round.held.size() > MOST_HELD) {
      // The oldest of the least weight goes; it stays counted.
      Message least = round.held.getFirst();
      for (Message each : round.held) {
        least = each.severity().compareTo(least.severity()) < 0 ? each : least;
      }
      round.held.remove(least);
    }
  }

  /** Says what was held back, when its time has come. */
  void digest() {
    Instant since = round.heldSince;
    if (since == null || round.now.isBefore(dueAt(since))) {
      return;
    }
    round.messages.add(
        round.heldCount == 1 && round.held.size() == 1
            ? round.held.getFirst()
            : Digest.of(round.newThread(), round.held, round.heldCount, since, round.now));
    round.held.clear();
    round.heldCount = 0;
    round.heldSince = null;
    round.digestAt = round.now;
  }

  private Instant dueAt(Instant since) {
    return dueAt(since, round.digestAt, round.silence, round.policy);
  }

  private static Instant dueAt(
      Instant since, @Nullable Instant last, @Nullable Instant silence, Policy policy) {
    Instant gathered = since.plus(GATHER);
    Instant spaced = last == null ? gathered : last.plus(policy.span());
    Instant due = spaced.isAfter(gathered) ? spaced : gathered;
    return hushedUntil(silence, policy, since)
        .filter(end -> end.isAfter(due))
        .orElseGet(() -> hushedUntil(silence, policy, due).orElse(due));
  }

  static Optional<Instant> digestDue(TriageState state, Policy policy) {
    return Optional.ofNullable(state.heldSince())
        .map(since -> dueAt(since, state.digestAt(), state.silence(), policy));
  }

  private static Optional<Instant> hushedUntil(
      @Nullable Instant silence, Policy policy, Instant at) {
    Optional<Instant> night =
        policy.quiet().filter(each -> each.contains(at)).map(each -> each.endAfter(at));
    Optional<Instant> wished = Optional.ofNullable(silence).filter(each -> each.isAfter(at));
    return night.isPresent() && wished.isPresent()
        ? Optional.of(night.get().isAfter(wished.get()) ? night.get() : wished.get())
        : night.or(() -> wished);
  }
}
