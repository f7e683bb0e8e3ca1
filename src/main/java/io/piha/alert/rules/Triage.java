package io.piha.alert.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom to tell what. Pure: the same state, event and time always give the same answer.
 *
 * <p>An incident is one cause. It is told when it begins, at each step that matters, and once when
 * it has been over for a while; what follows from a larger cause is silent under it. Everything
 * that is told passes the {@link Gate}: quiet hours, silence and the limit against floods.
 */
public final class Triage {

  private Triage() {}

  /** The state afterwards, and what is to be said, in order. */
  public record Step(TriageState state, List<Message> messages) {
    public Step {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Hears one event.
   *
   * @param now the time by which deadlines count; not before that of the last call
   */
  public static Step hear(TriageState state, Event event, Instant now, Policy policy) {
    Round round = new Round(state, now, policy);
    switch (event) {
      case Event.Recorded record -> new Hearing(round).heard(record);
      case Event.Noticed notice -> new Hearing(round).heard(notice);
      case Event.Silenced silence -> round.silence = silence.until();
      case Event.TakenOver over -> new Succession(round).heard(over);
      case Event.Passed _ -> {}
    }
    new Dues(round).settle();
    return round.end();
  }

  /**
   * The memory of one that goes on for another; {@link Event.TakenOver} is to be heard next.
   *
   * @param own what is known here from before; of it only the next thread and what is about this
   *     machine count
   * @param left what the other knew
   * @param born names the other's outbox
   * @param ahead by how much the clock here is ahead of the other's
   */
  public static TriageState inherit(
      TriageState own, TriageState left, String born, Duration ahead, Instant now) {
    return new Heir(born, ahead, now).of(own, left);
  }

  /** The full name of a thread, the same whoever tells of it. */
  public static String thread(String born, String thread) {
    return Heir.named(born, thread);
  }

  /** When something is due even if nothing happens. */
  public static Optional<Instant> due(TriageState state, Policy policy) {
    Stream<@Nullable Instant> ofTroubles =
        state.troubles().values().stream()
            .flatMap(each -> Stream.of(each.tellAt(), each.overAt(), each.againAt()));
    Stream<@Nullable Instant> ofGate = Stream.of(Gate.digestDue(state, policy).orElse(null));
    return Stream.concat(ofTroubles, ofGate).flatMap(Stream::ofNullable).min(Instant::compareTo);
  }
}
