package io.piha.cli;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a handover needs beside the arbiter's word: who waits for it before, and that all stops
 * after.
 */
final class Handover implements Inbox {

  /** So long the answer has to reach whoever asked. */
  private static final Duration FOR_THE_ANSWER = Duration.ofMillis(300);

  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  private final Tenure tenure;
  private final Inbox engine;
  private final Consumer<String> retreat;

  /**
   * @param retreat told why when everything is to stop
   */
  Handover(Tenure tenure, Inbox engine, Consumer<String> retreat) {
    this.tenure = tenure;
    this.engine = engine;
    this.retreat = retreat;
  }

  /** Tells the engine who waits, with the request; what its sender says of that does not count. */
  @Override
  public void offer(Signal signal) {
    if (signal instanceof Signal.Asked(Request request) && request.command() == Command.HANDOVER) {
      Thread.startVirtualThread(
          () -> engine.offer(new Signal.Asked(request.about(String.join(" ", waiting())))));
    } else {
      engine.offer(signal);
    }
  }

  @Override
  public void offerTogether(List<Signal.Heartbeat> beats) {
    engine.offerTogether(beats);
  }

  private List<String> waiting() {
    try {
      return tenure.waiting();
    } catch (IOException e) {
      LOG.warn("who waits for the lease is not known: {}", e.getMessage());
      return List.of();
    }
  }

  /** Another shall go on. */
  void leave(String to) {
    tenure.leaveTo(to);
    Thread.startVirtualThread(
        () -> {
          LockSupport.parkNanos(FOR_THE_ANSWER.toNanos());
          retreat.accept("handed over to control plane " + to);
        });
  }
}
