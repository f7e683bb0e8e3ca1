package io.piha.term;

import io.piha.engine.Spans;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
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
  private static final Duration WAITING_TTL = Duration.ofSeconds(10);

  /** How often at most one that waits says that it does. */
  public static final Duration SAYS_EVERY = WAITING_TTL.dividedBy(3);

  private final LeaseStore store;
  private final Notes notes;
  private final Duration ttl;
  private final String id;
  private final String home;
  private final Spans clock;
  private final Executor aside;
  private final Spans.Mark beginning;
  private final Vigil vigil;
  private Optional<Duration> ahead = Optional.empty();
  private long clockRevision = -1;
  private @Nullable Duration clockLooked;
  private long waitingLease;
  private Spans.@Nullable Mark waitingSaid;

  /**
   * One that looks at the store as soon as it is told to.
   *
   * @param store closed with this
   * @param ttl how long its own terms are
   * @param id how this control plane is called, the same over restarts
   * @param home names the lock that it has on its data folder; a holder with the same home is an
   *     earlier life of this one, and over
   * @param aside carries out what follows from the loss of a lease
   */
  public Candidate(
      LeaseStore store,
      Duration ttl,
      String site,
      String id,
      String home,
      Spans clock,
      Executor aside) {
    this.store = store;
    this.notes = new Notes(site);
    this.ttl = ttl;
    this.id = id;
    this.home = home;
    this.clock = clock;
    this.aside = aside;
    this.beginning = clock.mark();
    this.vigil = new Vigil(id, ttl);
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
   * @param ahead by how much the clock that watched here is ahead of the one they decided by; empty
   *     when that was not seen
   */
  public record Taken(Held held, Optional<Duration> ahead) {}

  /**
   * One step of the wait.
   *
   * @param taken the lease, when this step got it; {@link Held#start} has it renewed
   * @param pause until the next step, when not
   */
  public record Step(Standing standing, Optional<Taken> taken, Duration pause) {}

  /** Looks once, and takes the lease when it may. */
  public Step step() {
    try {
      sayWaiting();
      View view = look();
      Standing standing = new Standing(view.holder().map(Notes.Holder::id), Optional.empty());
      Optional<Held> held = view.mayTake() ? take(view) : Optional.empty();
      if (held.isPresent()) {
        LOG.info("term {} of the lease in etcd is ours", held.get().term());
        stopWaiting();
      }
      return new Step(
          standing, held.map(each -> new Taken(each, ahead)), view.near() ? LOOK_NEAR : LOOK);
    } catch (LeaseTrouble e) {
      LOG.debug("looking for the lease", e);
      return new Step(
          new Standing(Optional.empty(), Optional.of(e.words())), Optional.empty(), LOOK);
    }
  }

  /**
   * Waits until this control plane may act.
   *
   * @param standing told how it stands, at least every two seconds
   * @return empty when it was stopped before
   */
  public Optional<Taken> await(BooleanSupplier stop, Consumer<Standing> standing) {
    while (!stop.getAsBoolean()) {
      Step step = step();
      standing.accept(step.standing());
      if (step.taken().isPresent()) {
        step.taken().get().held().start();
        return step.taken();
      }
      LockSupport.parkNanos(step.pause().toNanos());
    }
    return Optional.empty();
  }

  /** Whether etcd answers; says who has the lease, empty for nobody. */
  public Optional<String> holder() throws LeaseTrouble {
    return look().holder().map(Notes.Holder::id);
  }

  /**
   * One look.
   *
   * @param raw the holder's very bytes, to compare with
   */
  private record View(
      Optional<Notes.Holder> holder,
      Optional<Blob> raw,
      Notes.Term term,
      long termRevision,
      boolean mayTake,
      boolean near) {}

  private View look() throws LeaseTrouble {
    List<Optional<LeaseStore.Row>> rows =
        store
            .transact(
                "looking at the lease",
                LeaseStore.Transaction.reading(notes.holder(), notes.term(), notes.clock()))
            .rows();
    Optional<LeaseStore.Row> at = rows.get(0);
    Optional<LeaseStore.Row> last = rows.get(1);
    Notes.Term term = last.isEmpty() ? Notes.Term.NONE : Notes.read(last.get(), Notes.Term.class);
    long revision = last.map(LeaseStore.Row::revision).orElse(0L);
    if (rows.get(2).isPresent()) {
      compareClocks(rows.get(2).get());
    }
    if (at.isEmpty()) {
      Duration now = clock.since(beginning);
      vigil.sawNobody(now);
      return new View(
          Optional.empty(), Optional.empty(), term, revision, vigil.mayTake(term, now), true);
    }
    Notes.Holder holder = Notes.read(at.get(), Notes.Holder.class);
    Duration left = store.left(holder.lease()).orElse(Duration.ZERO);
    vigil.sawHolder(left, clock.since(beginning));
    return new View(
        Optional.of(holder),
        Optional.of(at.get().value()),
        term,
        revision,
        holder.home().equals(home),
        left.compareTo(NEAR) <= 0);
  }

  /** A note of the holder's clock that came between two looks was written just now. */
  private void compareClocks(LeaseStore.Row note) throws LeaseTrouble {
    Notes.Clock theirs = Notes.read(note, Notes.Clock.class);
    Duration now = clock.since(beginning);
    boolean seamless = clockLooked != null && now.minus(clockLooked).compareTo(Vigil.GAP) <= 0;
    if (seamless && clockRevision >= 0 && note.revision() != clockRevision) {
      ahead =
          theirs.by().equals(id)
              ? Optional.empty()
              : Optional.of(Duration.between(theirs.at(), clock.instant()));
    }
    clockRevision = note.revision();
    clockLooked = now;
  }

  /** Takes the lease, unless somebody was faster. */
  private Optional<Held> take(View view) throws LeaseTrouble {
    Spans.Mark asked = clock.mark();
    long lease = store.grant(ttl);
    long term = view.term().number() + 1;
    Notes.Holder mine = new Notes.Holder(id, home, term, lease, ttl.toMillis());
    Notes.Term next = new Notes.Term(term, id, ttl.toMillis(), false, null);
    LeaseStore.Answer answer =
        store.transact(
            "taking the lease",
            new LeaseStore.Transaction(
                List.of(
                    still(view.raw()),
                    new LeaseStore.Only.Unchanged(notes.term(), view.termRevision())),
                List.of(
                    new LeaseStore.Write.Put(notes.holder(), Notes.encode(mine), lease),
                    Held.put(notes.term(), Notes.encode(next))),
                List.of()));
    if (!answer.done()) {
      store.revoke(lease);
      return Optional.empty();
    }
    return Optional.of(new Held(store, notes, mine, clock, aside, asked));
  }

  /** The holder's place is as it was seen: empty, or with an earlier life of this one in it. */
  private LeaseStore.Only still(Optional<Blob> raw) {
    return raw.isPresent()
        ? new LeaseStore.Only.Is(notes.holder(), raw.get())
        : new LeaseStore.Only.Absent(notes.holder());
  }

  /** Others shall know that somebody is ready to go on. */
  private void sayWaiting() throws LeaseTrouble {
    Spans.Mark said = waitingSaid;
    if (said != null && clock.since(said).compareTo(SAYS_EVERY) < 0) {
      return;
    }
    Spans.Mark now = clock.mark();
    if (waitingLease == 0 || !store.keepAlive(waitingLease)) {
      waitingLease = store.grant(WAITING_TTL);
      LeaseStore.Write place =
          new LeaseStore.Write.Put(
              notes.waiting() + id, Notes.encode(new Notes.Waiting(id)), waitingLease);
      var _ =
          store.transact(
              "saying that we wait",
              new LeaseStore.Transaction(List.of(), List.of(place), List.of()));
    }
    waitingSaid = now;
  }

  private void stopWaiting() {
    long lease = waitingLease;
    waitingLease = 0;
    waitingSaid = null;
    if (lease != 0) {
      try {
        store.revoke(lease);
      } catch (LeaseTrouble e) {
        LOG.debug("our place among those who wait runs out by itself", e);
      }
    }
  }

  /** The lines to etcd; a lease that was taken here lives on them, so it is closed after it. */
  @Override
  public void close() {
    stopWaiting();
    store.close();
  }

  /** By how much the clock here is behind another one of this machine. */
  Duration behind(InstantSource other) {
    return Duration.between(clock.instant(), other.instant());
  }

  /** The keys that everything is written below. */
  Notes notes() {
    return notes;
  }

  List<LeaseStore.Row> below(String prefix) throws LeaseTrouble {
    return store.under(prefix);
  }

  List<String> lastKeys(String prefix, int most) throws LeaseTrouble {
    return store.lastKeys(prefix, most);
  }
}
