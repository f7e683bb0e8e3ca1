package io.piha.drill;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where a drill is played: a simulated house, or the real one. The same walk over the same scenario
 * goes over either. Not for several threads at once.
 */
public interface Ground {

  /** The time by the clock that dates the records. */
  Instant now();

  /** The drilled service as the control plane judges it now. */
  Outlook outlook();

  /** What the control plane recorded since the drill began, oldest first; only ever grows. */
  List<Seen> records();

  /** Lets time pass: until something may have changed, and no longer than that. */
  void pass(Duration atMost) throws InterruptedException;

  /**
   * Does harm.
   *
   * @param host the host meant
   * @throws Impossible when it was not done
   */
  void harm(Step.Do step, String host) throws Impossible, InterruptedException;

  /**
   * Takes harm back; doing so twice is no error.
   *
   * @throws Impossible when it was not taken back
   */
  void mend(Step.Do step, String host) throws Impossible, InterruptedException;

  /**
   * Asks as an operator does.
   *
   * @param host empty where the command names none
   */
  Effect.Answer ask(Command command, String host, String reason) throws InterruptedException;

  /** A deed that this ground cannot do; the message says why, in words for people. */
  final class Impossible extends Exception {
    private static final long serialVersionUID = 1;

    /** Says why. */
    public Impossible(String why) {
      super(why);
    }

    /** Why, in words. */
    public String why() {
      return String.valueOf(getMessage());
    }
  }
}
