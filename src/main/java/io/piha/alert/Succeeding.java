package io.piha.alert;

import io.piha.alert.rules.Event;
import io.piha.alert.rules.Message;
import io.piha.alert.rules.Policy;
import io.piha.alert.rules.Triage;
import io.piha.alert.rules.TriageState;
import io.piha.journal.JournalFailed;
import io.piha.journal.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether alerts go on with what another control plane was telling, and with what of their own. */
final class Succeeding {
  private static final Logger LOG = LoggerFactory.getLogger(Succeeding.class);

  /** Longer than whoever reads takes to give up. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Lineage lineage;
  private final AlertTexts texts;
  private final String born;

  /**
   * @param born names the outbox here
   */
  Succeeding(Lineage lineage, AlertTexts texts, String born) {
    this.lineage = lineage;
    this.texts = texts;
    this.born = born;
  }

  /**
   * What is gone on with.
   *
   * @param text as it was left; taken once
   */
  record Left(String text, Bequest bequest) {}

  /**
   * What another left since this one last acted; empty when the memory here counts.
   *
   * @param taken what was taken last time: a start that failed since then does not take it again
   */
  Optional<Left> left(Optional<String> taken) throws InterruptedException {
    Optional<String> text;
    try {
      text = lineage.book().left().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      LOG.warn("what another told is not known here; what was told from here is: {}", why, why);
      return Optional.empty();
    }
    if (text.isEmpty() || text.equals(taken)) {
      return Optional.empty();
    }
    return texts
        .bequest(text.get())
        .filter(each -> !each.born().equals(born))
        .map(each -> new Left(text.get(), each));
  }

  /** The memory to go on with, and what is to be said of that. */
  Triage.Step step(TriageState own, Bequest left, Instant now, Instant wall, Policy policy) {
    TriageState taken = Triage.inherit(own, left.rules(), left.born(), lineage.ahead(), now);
    // Under the same name it is a new outbox of this one; its start tells of a crash, if it was.
    return left.by().equals(lineage.me())
        ? new Triage.Step(taken, List.of())
        : Triage.hear(taken, new Event.TakenOver(left.by(), lineage.me(), wall), now, policy);
  }

  /**
   * Forgets what waited here since before another acted, unless its incident still goes on.
   *
   * @return how many messages that were
   */
  int forgetStale(Outbox outbox, TriageState now) throws JournalFailed {
    Set<String> open =
        now.troubles().values().stream()
            .map(each -> Triage.thread(born, each.thread()))
            .collect(Collectors.toSet());
    List<Long> stale = new ArrayList<>();
    for (Outbox.Queued each : outbox.waiting()) {
      Optional<Message> message = texts.message(each.body());
      if (message.isEmpty() || !open.contains(Triage.thread(born, message.get().thread()))) {
        stale.add(each.seq());
      }
    }
    outbox.forget(stale);
    return stale.size();
  }

  /** Leaves that to the next. */
  void leave(TriageState state) {
    lineage.book().leave(() -> texts.of(Bequest.of(lineage.me(), born, state)));
  }
}
