package io.piha.alert;

import io.piha.alert.channel.Lanes;
import io.piha.alert.channel.Parcel;
import io.piha.alert.channel.Receipt;
import io.piha.alert.rules.Message;
import io.piha.arbiter.Severity;
import io.piha.engine.NameLookup;
import io.piha.site.Site;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends one message to each channel of a configuration at once, and says what came of it. */
public final class AlertTest {

  private AlertTest() {}

  /**
   * What came of it.
   *
   * @param trouble why it was not taken; empty when it was
   */
  public record Result(String channel, Optional<String> trouble) {}

  /**
   * Tries all channels; needs no engine.
   *
   * @param id names this test in the messages
   * @param by who asked for it
   * @param wall wall time
   */
  public static List<Result> run(
      Site site, NameLookup names, String id, String by, InstantSource wall)
      throws InterruptedException {
    Message message =
        new Message(
            "test",
            true,
            null,
            Severity.INFO,
            "test",
            null,
            null,
            wall.instant(),
            "this is a test",
            by + " asked whether messages of PiHA arrive here. They do; nothing has happened.",
            false);
    Parcel parcel = new Parcel(id, id, site.name(), message);
    List<Lanes.Lane> lanes = Lanes.of(site.alerts(), names, wall);
    List<Result> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Receipt>> receipts =
          lanes.stream().map(each -> threads.submit(() -> each.channel().send(parcel))).toList();
      for (int i = 0; i < lanes.size(); i++) {
        results.add(new Result(lanes.get(i).name(), trouble(receipts.get(i))));
      }
    }
    return results;
  }

  private static Optional<String> trouble(Future<Receipt> receipt) throws InterruptedException {
    try {
      return receipt.get().trouble();
    } catch (ExecutionException e) {
      return Optional.of("sending broke: " + e.getCause());
    }
  }
}
