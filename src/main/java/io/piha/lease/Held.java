package io.piha.lease;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.piha.engine.EngineClock;
import io.piha.engine.Right;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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

  private final Etcd etcd;
  private final Notes notes;
  private final Notes.Holder holder;
  private final ByteString token;
  private final EngineClock clock;
  private final Duration ttl;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
  private final AtomicReference<Consumer<String>> onLost = new AtomicReference<>(_ -> {});
  private volatile EngineClock.Mark renewed;
  private volatile Optional<String> trouble = Optional.empty();
  private EngineClock.@Nullable Mark clockSaid;

  /**
   * @param since before the lease was asked for
   */
  Held(Etcd etcd, Notes notes, Notes.Holder holder, EngineClock clock, EngineClock.Mark since) {
    this.etcd = etcd;
    this.notes = notes;
    this.holder = holder;
    this.token = Notes.encode(holder);
    this.clock = clock;
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
    return span(ttl).minus(ttl.dividedBy(RENEWALS));
  }

  void start() {
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
      LOG.warn("this control plane stops acting: {}", why);
      // Whoever asked whether it holds must not wait for what follows from that it does not.
      Thread.startVirtualThread(() -> onLost.get().accept(why));
    }
  }

  private void run() {
    try {
      Duration pause = ttl.dividedBy(RENEWALS);
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS) && holds()) {
        pause = renew() ? ttl.dividedBy(RENEWALS) : AGAIN;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean renew() {
    EngineClock.Mark sent = clock.mark();
    try {
      if (!etcd.keepAlive(holder.lease())) {
        lose("etcd has ended the lease");
        return true;
      }
      List<RequestOp> said = new ArrayList<>();
      EngineClock.Mark before = clockSaid;
      if (before == null || clock.since(before).compareTo(CLOCK_EVERY) >= 0) {
        said.add(put(notes.clock(), Notes.encode(clockNote())));
        clockSaid = sent;
      }
      underLease("confirming the lease", said);
      if (holds()) {
        renewed = sent;
        trouble = Optional.empty();
      }
      return true;
    } catch (EtcdTrouble e) {
      LOG.info("the lease is not renewed: {}", e.words());
      trouble = Optional.of(e.words());
      return false;
    }
  }

  Notes.Clock clockNote() {
    return new Notes.Clock(holder.id(), clock.instant());
  }

  static RequestOp put(String key, ByteString value) {
    return RequestOp.newBuilder()
        .setRequestPut(PutRequest.newBuilder().setKey(Etcd.bytes(key)).setValue(value))
        .build();
  }

  static RequestOp drop(String key) {
    return RequestOp.newBuilder()
        .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(Etcd.bytes(key)))
        .build();
  }

  static RequestOp dropBetween(String from, String to) {
    return RequestOp.newBuilder()
        .setRequestDeleteRange(
            DeleteRangeRequest.newBuilder().setKey(Etcd.bytes(from)).setRangeEnd(Etcd.bytes(to)))
        .build();
  }

  /**
   * Writes, if the lease is still ours when etcd does it.
   *
   * @throws EtcdTrouble when nothing was written, or that is not known; writing the same again does
   *     no harm
   */
  void underLease(String tried, List<RequestOp> writes) throws EtcdTrouble {
    ByteString key = Etcd.bytes(notes.holder());
    TxnResponse answer =
        etcd.transact(
            tried,
            TxnRequest.newBuilder()
                .addCompare(
                    Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.VALUE)
                        .setResult(Compare.CompareResult.EQUAL)
                        .setValue(token))
                .addAllSuccess(writes)
                .addFailure(
                    RequestOp.newBuilder().setRequestRange(RangeRequest.newBuilder().setKey(key)))
                .build());
    if (!answer.getSucceeded()) {
      List<KeyValue> other = answer.getResponses(0).getResponseRange().getKvsList();
      lose(
          other.isEmpty()
              ? "the lease was taken away in etcd"
              : "control plane "
                  + Notes.read(other.getFirst(), Notes.Holder.class).id()
                  + " has it");
      throw new EtcdTrouble(tried + ": " + lost.get());
    }
  }

  /** Those who wait for the lease, by id. */
  public List<String> waiting() throws EtcdTrouble {
    List<String> ids = new ArrayList<>();
    for (KeyValue each : etcd.under(notes.waiting())) {
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
          List.of(drop(notes.holder()), put(notes.term(), Notes.encode(end))));
      etcd.revoke(holder.lease());
    } catch (EtcdTrouble e) {
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
