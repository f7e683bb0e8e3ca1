package io.piha.lease;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.piha.engine.EngineClock;
import io.piha.site.Lease;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A control plane that has not got the lease: watches it, and takes it when it may. */
public final class Candidate implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Candidate.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration NEAR = Duration.ofSeconds(2);
  private static final Duration LOOK_NEAR = Duration.ofMillis(100);
  private static final Duration SHORTEST = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Duration WAITING_TTL = Duration.ofSeconds(10);

  private final Etcd etcd;
  private final Notes notes;
  private final Lease.Etcd settings;
  private final String id;
  private final String home;
  private final EngineClock clock;
  private final EngineClock.Mark beginning;
  private final Vigil vigil;
  private Optional<Duration> ahead = Optional.empty();
  private long clockRevision = -1;
  private @Nullable Duration clockLooked;
  private long waitingLease;
  private EngineClock.@Nullable Mark waitingSaid;

  private Candidate(
      Etcd etcd, Lease.Etcd settings, String site, String id, String home, EngineClock clock) {
    this.etcd = etcd;
    this.notes = new Notes(site);
    this.settings = settings;
    this.id = id;
    this.home = home;
    this.clock = clock;
    this.beginning = clock.mark();
    this.vigil = new Vigil(id, settings.ttl());
  }

  /**
   * One that looks at etcd as soon as it is told to.
   *
   * @param id how this control plane is called, the same over restarts
   * @param home names the lock that it has on its data folder; a holder with the same home is an
   *     earlier life of this one, and over
   * @throws IOException when the TLS files cannot be used
   */
  public static Candidate of(
      Lease.Etcd settings, String site, String id, String home, EngineClock clock)
      throws IOException {
    Duration sixth = settings.ttl().dividedBy(6);
    Duration limit = sixth.compareTo(LONGEST) > 0 ? LONGEST : sixth;
    limit = limit.compareTo(SHORTEST) < 0 ? SHORTEST : limit;
    return new Candidate(new Etcd(settings, limit), settings, site, id, home, clock);
  }

  /**
   * How it stands while it is waited.
   *
   * @param holder who acts; empty while nobody does
   * @param trouble why etcd could not be asked
   */
  public record Standing(Optional<String> holder, Optional<String> trouble) {}

  /**
   * The lease, and what is known of the clock of the one who had it before.
   *
   * @param ahead by how much the clock here is ahead of theirs; empty when that was not seen
   */
  public record Taken(Held held, Optional<Duration> ahead) {}

  /**
   * Waits until this control plane may act.
   *
   * @param standing told how it stands, at least every two seconds
   * @return empty when it was stopped before
   */
  public Optional<Taken> await(BooleanSupplier stop, Consumer<Standing> standing) {
    while (!stop.getAsBoolean()) {
      Duration pause = LOOK;
      try {
        sayWaiting();
        View view = look();
        standing.accept(new Standing(view.holder().map(Notes.Holder::id), Optional.empty()));
        Optional<Held> held = view.mayTake() ? take(view) : Optional.empty();
        if (held.isPresent()) {
          held.get().start();
          LOG.info("term {} of the lease in etcd is ours", held.get().term());
          stopWaiting();
          return Optional.of(new Taken(held.get(), ahead));
        }
        pause = view.near() ? LOOK_NEAR : LOOK;
      } catch (EtcdTrouble e) {
        LOG.debug("looking for the lease", e);
        standing.accept(new Standing(Optional.empty(), Optional.of(e.words())));
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return Optional.empty();
  }

  /** Whether etcd answers; says who has the lease, empty for nobody. */
  public Optional<String> holder() throws EtcdTrouble {
    return look().holder().map(Notes.Holder::id);
  }

  /**
   * One look.
   *
   * @param raw the holder's very bytes, to compare with
   */
  private record View(
      Optional<Notes.Holder> holder,
      Optional<ByteString> raw,
      Notes.Term term,
      long termRevision,
      boolean mayTake,
      boolean near) {}

  private View look() throws EtcdTrouble {
    TxnResponse answer =
        etcd.transact(
            "looking at the lease",
            TxnRequest.newBuilder()
                .addSuccess(get(notes.holder()))
                .addSuccess(get(notes.term()))
                .addSuccess(get(notes.clock()))
                .build());
    Optional<KeyValue> at = answered(answer, 0);
    Optional<KeyValue> last = answered(answer, 1);
    Notes.Term term = last.isEmpty() ? Notes.Term.NONE : Notes.read(last.get(), Notes.Term.class);
    long revision = last.map(KeyValue::getModRevision).orElse(0L);
    Optional<KeyValue> theirClock = answered(answer, 2);
    if (theirClock.isPresent()) {
      compareClocks(theirClock.get());
    }
    if (at.isEmpty()) {
      Duration now = clock.since(beginning);
      vigil.sawNobody(now);
      return new View(
          Optional.empty(), Optional.empty(), term, revision, vigil.mayTake(term, now), true);
    }
    Notes.Holder holder = Notes.read(at.get(), Notes.Holder.class);
    Duration left = etcd.left(holder.lease()).map(Etcd.Left::time).orElse(Duration.ZERO);
    vigil.sawHolder(left, clock.since(beginning));
    return new View(
        Optional.of(holder),
        Optional.of(at.get().getValue()),
        term,
        revision,
        holder.home().equals(home),
        left.compareTo(NEAR) <= 0);
  }

  private static RequestOp get(String key) {
    return RequestOp.newBuilder()
        .setRequestRange(RangeRequest.newBuilder().setKey(Etcd.bytes(key)))
        .build();
  }

  private static Optional<KeyValue> answered(TxnResponse answer, int place) {
    return answer.getResponses(place).getResponseRange().getKvsList().stream().findFirst();
  }

  /** A note of the holder's clock that came between two looks was written just now. */
  private void compareClocks(KeyValue note) throws EtcdTrouble {
    Notes.Clock theirs = Notes.read(note, Notes.Clock.class);
    Duration now = clock.since(beginning);
    boolean seamless = clockLooked != null && now.minus(clockLooked).compareTo(Vigil.GAP) <= 0;
    if (seamless && clockRevision >= 0 && note.getModRevision() != clockRevision) {
      ahead =
          theirs.by().equals(id)
              ? Optional.empty()
              : Optional.of(Duration.between(theirs.at(), clock.instant()));
    }
    clockRevision = note.getModRevision();
    clockLooked = now;
  }

  /** Takes the lease, unless somebody was faster. */
  private Optional<Held> take(View view) throws EtcdTrouble {
    EngineClock.Mark asked = clock.mark();
    long lease = etcd.grant(settings.ttl());
    long term = view.term().number() + 1;
    Notes.Holder mine = new Notes.Holder(id, home, term, lease, settings.ttl().toMillis());
    Notes.Term next = new Notes.Term(term, id, settings.ttl().toMillis(), false, null);
    TxnResponse answer =
        etcd.transact(
            "taking the lease",
            TxnRequest.newBuilder()
                .addCompare(still(view.raw()))
                .addCompare(
                    Compare.newBuilder()
                        .setKey(Etcd.bytes(notes.term()))
                        .setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.EQUAL)
                        .setModRevision(view.termRevision()))
                .addSuccess(
                    RequestOp.newBuilder()
                        .setRequestPut(
                            PutRequest.newBuilder()
                                .setKey(Etcd.bytes(notes.holder()))
                                .setValue(Notes.encode(mine))
                                .setLease(lease)))
                .addSuccess(Held.put(notes.term(), Notes.encode(next)))
                .build());
    if (!answer.getSucceeded()) {
      etcd.revoke(lease);
      return Optional.empty();
    }
    return Optional.of(new Held(etcd, notes, mine, clock, asked));
  }

  /** The holder's place is as it was seen: empty, or with an earlier life of this one in it. */
  private Compare.Builder still(Optional<ByteString> raw) {
    Compare.Builder place =
        Compare.newBuilder()
            .setKey(Etcd.bytes(notes.holder()))
            .setResult(Compare.CompareResult.EQUAL);
    return raw.isPresent()
        ? place.setTarget(Compare.CompareTarget.VALUE).setValue(raw.get())
        : place.setTarget(Compare.CompareTarget.CREATE).setCreateRevision(0);
  }

  /** Others shall know that somebody is ready to go on. */
  private void sayWaiting() throws EtcdTrouble {
    EngineClock.Mark said = waitingSaid;
    if (said != null && clock.since(said).compareTo(WAITING_TTL.dividedBy(3)) < 0) {
      return;
    }
    EngineClock.Mark now = clock.mark();
    if (waitingLease == 0 || !etcd.keepAlive(waitingLease)) {
      waitingLease = etcd.grant(WAITING_TTL);
      RequestOp place =
          RequestOp.newBuilder()
              .setRequestPut(
                  PutRequest.newBuilder()
                      .setKey(Etcd.bytes(notes.waiting() + id))
                      .setValue(Notes.encode(new Notes.Waiting(id)))
                      .setLease(waitingLease))
              .build();
      var _ =
          etcd.transact("saying that we wait", TxnRequest.newBuilder().addSuccess(place).build());
    }
    waitingSaid = now;
  }

  private void stopWaiting() {
    long lease = waitingLease;
    waitingLease = 0;
    waitingSaid = null;
    if (lease != 0) {
      try {
        etcd.revoke(lease);
      } catch (EtcdTrouble e) {
        LOG.debug("our place among those who wait runs out by itself", e);
      }
    }
  }

  /** The lines to etcd; a lease that was taken here lives on them, so it is closed after it. */
  @Override
  public void close() {
    stopWaiting();
    etcd.close();
  }

  /** The keys that everything is written below. */
  Notes notes() {
    return notes;
  }

  List<KeyValue> below(String prefix) throws EtcdTrouble {
    return etcd.under(prefix);
  }

  List<KeyValue> lastKeys(String prefix, int most) throws EtcdTrouble {
    return etcd.lastKeys(prefix, most);
  }
}
