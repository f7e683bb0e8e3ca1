package io.piha.term;

import io.piha.engine.Right;
import io.piha.engine.Spans;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease, in this process's hands: the right to act, until it is lost, and then never again.
 *
 * <p>It holds for the term since the moment <em>before</em> the last successful renewal was sent,
 * less a margin, by a clock that goes on while the process is stopped or the machine suspended.
 * etcd counts the same term from when it handled that renewal, which is later; so this one has
 * stopped when etcd lets go.
 */
public final class Held implements Right, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Held.class);

  /** The least by which the holder stops early; etcd tells what is left in whole seconds. */
  static final Duration MARGIN = Duration.ofSeconds(1);

  private static final int RENEWALS = 5;
  private static final Duration AGAIN = Duration.ofMillis(300);
  private static final Duration CLOCK_EVERY = Duration.ofMinutes(5);

  private final LeaseStore store;
  private final Notes notes;
  private final Notes.Holder holder;
  private final Blob token;
  private final Spans clock;
  private final Executor aside;
  private final Duration ttl;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
  private final AtomicReference<Consumer<String>> onLost = new AtomicReference<>(_ -> {});
  private volatile Spans.Mark renewed;
  private volatile Optional<String> trouble = Optional.empty();
  private Spans.@Nullable Mark clockSaid;
  private volatile @Nullable InstantSource decides;

  /**
   * @param aside carries out what follows from a loss
   * @param since before the lease was asked for
   */
  Held(
      LeaseStore store,
      Notes notes,
      Notes.Holder holder,
      Spans clock,
      Executor aside,
      Spans.Mark since) {
    this.store = store;
    this.notes = notes;
    this.holder = holder;
    this.token = Notes.encode(holder);
    this.clock = clock;
    this.aside = aside;
    this.ttl = Duration.ofMillis(holder.ttlMillis());
    this.renewed = since;
  }

  /** How long a term is good for by the holder's own clock. */
  static Duration span(Duration ttl) {
    Duration tenth = ttl.dividedBy(10);
    return ttl.minus(tenth.compareTo(MARGIN) > 0 ? tenth : MARGIN);
  }

  /** How much of a term is left at least, while all is well. */
  public static Duration leastLeft(Duration ttl) {
    return span(ttl).minus(renewal(ttl));
  }

  /** How long after one renewal the next one is. */
  public static Duration renewal(Duration ttl) {
    return ttl.dividedBy(RENEWALS);
  }

  /** Renews it from now on, on a thread of its own. */
  public void start() {
    Thread.ofPlatform().name("lease").daemon().start(this::run);
  }

  /** Calls the listener once, with the reason, when the lease is lost; at once if it is already. */
  public void onLost(Consumer<String> listener) {
    onLost.set(listener);
    String why = lost.get();
    if (why != null) {
      listener.accept(why);
    }
  }

  /** The number of this term; no two holders ever have the same. */
  public long term() {
    return holder.term();
  }

  /** Why it could not be renewed last time; empty when it could. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** How long it still holds if it is not renewed. */
  public Duration left() {
    Duration left = span(ttl).minus(clock.since(renewed));
    return lost.get() != null || left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public boolean holds() {
    if (lost.get() != null) {
      return false;
    }
    if (clock.since(renewed).compareTo(span(ttl)) >= 0) {
      lose(
          "the lease ran out"
              + trouble.map(each -> ": " + each).orElse(": this process did not run"));
      return false;
    }
    return true;
  }

  private void lose(String why) {
    if (lost.compareAndSet(null, why)) {
      // Whoever asked whether it holds must not wait for what follows from that it does not.
      aside.execute(() -> onLost.get().accept(why));
    }
  }

  private void run() {
    try {
      Duration pause = firstRenewal();
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS) && holds()) {
        pause = renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** When it is first renewed, after it was taken. */
  public Duration firstRenewal() {
    return renewal(ttl);
  }

  /** Renews it once; tells after how long that is to be done again, while it {@link #holds}. */
  public Duration renew() {
    Spans.Mark sent = clock.mark();
    try {
      if (!store.keepAlive(holder.lease())) {
        lose("etcd has ended the lease");
        return firstRenewal();
      }
      List<LeaseStore.Write> said = new ArrayList<>();
      Spans.Mark before = clockSaid;
      InstantSource decided = decides;
      if (decided != null && (before == null || clock.since(before).compareTo(CLOCK_EVERY) >= 0)) {
        said.add(clockNote(decided));
        clockSaid = sent;
      }
      underLease("confirming the lease", said);
      if (holds()) {
        renewed = sent;
        trouble = Optional.empty();
      }
      return firstRenewal();
    } catch (LeaseTrouble e) {
      LOG.info("the lease is not renewed: {}", e.words());
      trouble = Optional.of(e.words());
      return AGAIN;
    }
  }

  /** From now on others are told what that clock says: the one by which is decided here. */
  void decidesBy(InstantSource engine) {
    decides = engine;
  }

  LeaseStore.Write clockNote(InstantSource engine) {
    return put(notes.clock(), Notes.encode(new Notes.Clock(holder.id(), engine.instant())));
  }

  static LeaseStore.Write put(String key, Blob value) {
    return new LeaseStore.Write.Put(key, value, 0);
  }

  /**
   * Writes, if the lease is still ours when etcd does it.
   *
   * @throws LeaseTrouble when nothing was written, or that is not known; writing the same again
   *     does no harm
   */
  void underLease(String tried, List<LeaseStore.Write> writes) throws LeaseTrouble {
    LeaseStore.Answer answer =
        store.transact(
            tried, new LeaseStore.Transaction(List.of(ours()), writes, List.of(notes.holder())));
    if (!answer.done()) {
      Optional<LeaseStore.Row> other = answer.rows().getFirst();
      lose(
          other.isEmpty()
              ? "the lease was taken away in etcd"
              : "control plane " + Notes.read(other.get(), Notes.Holder.class).id() + " has it");
      throw new LeaseTrouble(tried + ": " + lost.get());
    }
  }

  /** What has to be so for a write of ours. */
  LeaseStore.Only ours() {
    return new LeaseStore.Only.Is(notes.holder(), token);
  }

  /** Those who wait for the lease, by id. */
  public List<String> waiting() throws LeaseTrouble {
    List<String> ids = new ArrayList<>();
    for (LeaseStore.Row each : store.under(notes.waiting())) {
      ids.add(Notes.read(each, Notes.Waiting.class).id());
    }
    return ids;
  }

  /**
   * Gives the lease back, so that another may begin at once. Only for one that has stopped acting.
   *
   * @param successor who shall have it; empty for whoever comes
   */
  public void resign(Optional<String> successor) {
    closing.countDown();
    if (lost.get() != null) {
      return;
    }
    Notes.Term end =
        new Notes.Term(
            holder.term(), holder.id(), holder.ttlMillis(), true, successor.orElse(null));
    try {
      underLease(
          "giving the lease back",
          List.of(new LeaseStore.Write.Drop(notes.holder()), put(notes.term(), Notes.encode(end))));
      store.revoke(holder.lease());
    } catch (LeaseTrouble e) {
      LOG.info("the lease is not given back and will run out: {}", e.words());
    }
    lost.compareAndSet(null, "given back");
  }

  /** Stops renewing, and says nothing: the lease runs out. */
  @Override
  public void close() {
    closing.countDown();
    lost.compareAndSet(null, "closed");
  }
}
