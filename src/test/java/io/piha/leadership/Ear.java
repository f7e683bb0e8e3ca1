package io.piha.leadership;

import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** An inbox that keeps what it hears, and the link's listener beside it. */
final class Ear implements Inbox, LinkListener {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Signal> heard = new CopyOnWriteArrayList<>();
  private final List<String> foreign = new CopyOnWriteArrayList<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final List<Duration> uptimes = new CopyOnWriteArrayList<>();
  private final LongAdder heartbeats = new LongAdder();

  @Override
  public void offer(Signal signal) {
    if (signal instanceof Signal.Heartbeat) {
      heartbeats.increment();
    }
    if (heartbeats.sum() < 1_000 || !(signal instanceof Signal.Heartbeat)) {
      heard.add(signal);
    }
  }

  @Override
  public void foreignStatus(Rival rival) {
    foreign.add(rival.id() + " " + rival.role() + (rival.replayed() ? " replayed" : ""));
  }

  @Override
  public void brokerUptime(Duration uptime, boolean replayed) {
    uptimes.add(uptime);
  }

  List<Duration> uptimes() {
    return uptimes;
  }

  @Override
  public void trouble(String why) {
    troubles.add(why);
  }

  void awaitTrouble(String part) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> troubles.stream().anyMatch(each -> each.contains(part)));
  }

  <T extends Signal> List<T> all(Class<T> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends Signal> T await(Class<T> type, Predicate<T> wanted) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> all(type).stream().anyMatch(wanted));
    return all(type).stream().filter(wanted).findFirst().orElseThrow();
  }

  <T extends Signal> T await(Class<T> type) {
    return await(type, _ -> true);
  }

  /** Waits until so many of the kind were heard. */
  void awaitCount(Class<? extends Signal> type, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> all(type).size() >= count);
  }

  long heartbeats() {
    return heartbeats.sum();
  }

  List<String> foreign() {
    return foreign;
  }

  List<String> troubles() {
    return troubles;
  }

  void forget() {
    heard.clear();
  }
}
