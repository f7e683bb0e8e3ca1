package io.piha.console.kit;

import io.piha.arbiter.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The console's only way to ask for something. */
@FunctionalInterface
public interface Asker {

  /**
   * Hands a request to the active control plane. Returns at once and never throws; the answer may
   * come on any thread, within 5 s, or as a failure that says what did not work.
   */
  CompletableFuture<Answer> ask(Request request);

  /**
   * Asks what would happen if a fault came now; nothing is done. Returns at once and never throws;
   * the answer may come on any thread, within 5 s. Where the engine is not inside there is none.
   */
  default CompletableFuture<Foretold> whatIf(String service, Supposition fault) {
    return CompletableFuture.completedFuture(new Foretold.Refused(Foretold.Why.ELSEWHERE));
  }

  /**
   * What came back.
   *
   * @param why the engine's own sentence, for people
   * @param again in how long the reason of a refusal is gone, where it ends by itself
   */
  record Answer(boolean accepted, String why, Optional<Duration> again) {

    /** An answer that stands until something changes. */
    public Answer(boolean accepted, String why) {
      this(accepted, why, Optional.empty());
    }
  }
}
