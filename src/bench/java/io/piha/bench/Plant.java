package io.piha.bench;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.cli.Outlets;
import io.piha.engine.Effectors;
import io.piha.engine.Engine;
import io.piha.engine.EngineClock;
import io.piha.engine.Identity;
import io.piha.engine.Snapshot;
import io.piha.engine.Takeover;
import io.piha.journal.AuditLog;
import io.piha.journal.Journal;
import io.piha.leadership.LinkListener;
import io.piha.leadership.LinkSettings;
import io.piha.leadership.LinkTiming;
import io.piha.leadership.MqttLink;
import io.piha.leadership.ServiceTopics;
import io.piha.leadership.Signatures;
import io.piha.testing.Mosquitto;
import io.piha.testing.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The real engine, its journal on disk, its link to a real Mosquitto, its status and its audit
 * records; only probes are answered on the spot, so that no host's slowness is measured.
 */
final class Plant implements AutoCloseable {
  final Mosquitto broker;
  final EngineClock clock = new EngineClock();
  final Engine engine;
  private final Path folder = Folders.temporary();
  private final AuditLog log;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Thread witnesses;

  /**
   * A plant that is connected and can see.
   *
   * @param up whether the probes of that host of that service find it well
   * @param said sees what the engine says, just before it goes to the link
   */
  Plant(
      SitePolicy policy,
      int services,
      BiPredicate<String, String> up,
      Consumer<Effect.ToBroker> said,
      Consumer<Mosquitto> before)
      throws Exception {
    broker = keep(Peers.mosquitto(folder, "persistence false", "max_queued_messages 100000"));
    before.accept(broker);
    Journal journal = keep(Journal.open(folder));
    log = keep(journal.log());
    Hands hands = new Hands(up, said);
    engine =
        keep(
            Engine.resume(
                clock,
                journal,
                Takeover.NONE,
                policy,
                new Identity("bench", "bench", "0"),
                hands,
                picture -> picture,
                List.of()));
    List<ServiceTopics> topics =
        IntStream.range(0, services)
            .mapToObj(
                each ->
                    new ServiceTopics(
                        Services.name(each), Services.prefix(each), Set.copyOf(Services.HOSTS)))
            .toList();
    MqttLink link =
        keep(
            new MqttLink(
                LinkSettings.plain(broker.url(), "bench", topics),
                LinkTiming.DEFAULT,
                new Signatures(Map.of(), _ -> false),
                engine,
                clock,
                new Silent()));
    hands.link = link;
    keep(new Outlets(folder, log, engine, link));
    engine.start();
    link.start();
    witnesses = Thread.ofVirtual().start(this::watch);
    until(() -> engine.snapshot().broker().connected(), "no connection to the broker");
  }

  /** The data folder. */
  Path folder() {
    return folder;
  }

  AuditLog log() {
    return log;
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      engine.offer(new Signal.WitnessRound(Map.of("gateway", "")));
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
    }
  }

  /** Something that is true or not yet. */
  interface Wish {
    boolean granted();
  }

  void until(Wish wish, String otherwise) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!wish.granted()) {
      if (System.nanoTime() > limit) {
        throw stuck(otherwise);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** What did not come, with what the engine knows and did last. */
  IllegalStateException stuck(String what) {
    Snapshot now = engine.snapshot();
    return new IllegalStateException(
        what
            + "\n"
            + now.broker()
            + "\n"
            + now.services().getFirst()
            + "\n"
            + now.latest().stream().map(Object::toString).collect(Collectors.joining("\n")));
  }

  @Override
  public void close() throws IOException {
    witnesses.interrupt();
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IOException("the plant did not close: " + e.getMessage(), e);
      }
    }
    Folders.delete(folder);
  }

  private final class Hands implements Effectors {
    private final BiPredicate<String, String> up;
    private final Consumer<Effect.ToBroker> said;
    private volatile @Nullable MqttLink link;

    Hands(BiPredicate<String, String> up, Consumer<Effect.ToBroker> said) {
      this.up = up;
      this.said = said;
    }

    @Override
    public void broker(Effect.ToBroker effect) {
      said.accept(effect);
      MqttLink now = link;
      if (now != null) {
        now.offer(effect);
      }
    }

    @Override
    public void power(Effect.ToSwitch effect) {
      throw new IllegalStateException("no host here has a power port: " + effect);
    }

    @Override
    public void probe(Effect.ProbeHost effect) {
      boolean well = up.test(effect.service(), effect.host());
      engine.offer(Services.probes(effect.service(), effect.host(), well, clock.instant()));
    }

    @Override
    public void upkeep(Effect.ToUpkeep effect) {
      throw new IllegalStateException("nothing here is mirrored or saved: " + effect);
    }

    @Override
    public void answer(Effect.Answer answer) {
      // who asks here does not wait
    }
  }

  private static final class Silent implements LinkListener {
    @Override
    public void foreignStatus(Rival rival) {
      // nobody else is there
    }

    @Override
    public void trouble(String why) {
      System.err.println("broker: " + why);
    }
  }
}
