package io.piha.term;

import io.piha.arbiter.Entry;
import io.piha.engine.Engine;
import io.piha.engine.Takeover;
import io.piha.journal.AuditRecord;
import io.piha.journal.DecisionStore;
import io.piha.journal.JournalFailed;
import io.piha.journal.SeenRequests;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decisions go to etcd first, under the lease, and then to the journal on this disk; only then is
 * anything done about them. So whoever has the lease next knows all that was done: epochs, books,
 * owed power, the guard's ledger, and the requests that were seen.
 *
 * <p>The audit chain stays here: each control plane has its own.
 */
public final class SharedStore implements DecisionStore {

  /** The journal's own note of how much of it etcd has. */
  private static final String MARKER = "lease";

  private static final String SITE = "site";

  /** etcd takes 128 operations and 1.5 MiB in one transaction, unless it is told otherwise. */
  private static final int MOST_OPERATIONS = 100;

  private static final int MOST_BYTES = 1_000_000;

  /** As many as a journal remembers. */
  private static final int MOST_SEEN = 50_000;

  private final Held held;
  private final Notes notes;
  private final DecisionStore journal;
  private final SeenRequests here;
  private final SeenPages seen;
  private final Map<String, byte[]> states;
  private final Takeover takeover;
  private final InstantSource clock;
  private final Set<String> nonces = ConcurrentHashMap.newKeySet();
  private long serial;

  private SharedStore(
      Held held,
      Notes notes,
      DecisionStore journal,
      SeenRequests here,
      SeenPages seen,
      Map<String, byte[]> states,
      Takeover takeover,
      InstantSource clock,
      long serial) {
    this.held = held;
    this.notes = notes;
    this.journal = journal;
    this.here = here;
    this.seen = seen;
    this.states = states;
    this.takeover = takeover;
    this.clock = clock;
    this.serial = serial;
  }

  /**
   * Reads what the one before left in etcd, and makes journal and etcd agree: the newer of the two
   * counts.
   *
   * @param journal on this machine's own disk
   * @param ids the requests that this machine has seen
   * @param clock by which is decided here; the one that watched the lease was begun at another
   *     time, when the wall clock may have been another, too
   * @param wall for the journal
   * @throws IOException when etcd or the journal cannot be read or written, or the lease was lost
   *     meanwhile; then nothing may be done
   */
  public static SharedStore open(
      Candidate candidate,
      Candidate.Taken taken,
      DecisionStore journal,
      SeenRequests ids,
      InstantSource clock,
      Instant wall)
      throws IOException {
    Left left = Left.read(candidate);
    Map<String, byte[]> there = left.states();
    Notes.Written written = left.written();
    Map<String, byte[]> here = new HashMap<>(journal.states());
    byte[] marker = here.remove(MARKER);
    Notes.Written mine =
        marker == null
            ? Notes.Written.NOTHING
            : Notes.read(marker, Notes.Written.class, "the journal's " + MARKER);
    boolean theirs = there.containsKey(SITE) && written.compareTo(mine) >= 0;
    Takeover takeover =
        theirs
            ? new Takeover(
                taken.ahead().map(each -> each.plus(candidate.behind(clock))),
                higher(Engine.highestEpochs(here), there))
            : Takeover.NONE;
    SharedStore store =
        new SharedStore(
            taken.held(),
            candidate.notes(),
            journal,
            ids,
            new SeenPages(candidate.notes().seen(), left.seen()),
            theirs ? there : here,
            takeover,
            clock,
            written.serial());
    taken.held().decidesBy(clock);
    if (theirs) {
      store.adopt(here.keySet(), wall);
    } else {
      store.bringUp(there.keySet());
    }
    if (!taken.held().holds()) {
      throw new LeaseTrouble("the lease was lost before anything was begun");
    }
    return store;
  }

  /** What the one before left. */
  private record Left(Map<String, byte[]> states, Notes.Written written, Set<String> seen) {

    static Left read(Candidate candidate) throws LeaseTrouble {
      Notes notes = candidate.notes();
      Map<String, byte[]> states = new HashMap<>();
      for (LeaseStore.Row each : candidate.below(notes.states())) {
        states.put(each.key().substring(notes.states().length()), each.value().bytes());
      }
      List<LeaseStore.Row> count = candidate.below(notes.written());
      Notes.Written written =
          count.isEmpty()
              ? Notes.Written.NOTHING
              : Notes.read(count.getFirst(), Notes.Written.class);
      Set<String> seen = new HashSet<>();
      for (String each : candidate.lastKeys(notes.seen(), MOST_SEEN)) {
        seen.add(each.substring(notes.seen().length()));
      }
      return new Left(states, written, seen);
    }
  }

  /**
   * Reads what {@link #open} will read and forgets it again, while there is time: the first time
   * takes long, and what cannot be read is better known before it is needed.
   *
   * @throws IOException when it cannot be read
   */
  public static void readAhead(Candidate candidate) throws IOException {
    Map<String, byte[]> states = Left.read(candidate).states();
    try {
      var _ = Engine.highestEpochs(states);
    } catch (IllegalStateException e) { // written by another version
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The epochs that are higher here than there. */
  private static Map<String, Long> higher(Map<String, Long> here, Map<String, byte[]> there) {
    Map<String, Long> known = Engine.highestEpochs(there);
    Map<String, Long> higher = new HashMap<>(here);
    higher.entrySet().removeIf(each -> each.getValue() <= known.getOrDefault(each.getKey(), 0L));
    return higher;
  }

  /** The journal takes over what etcd has. */
  private void adopt(Set<String> before, Instant wall) throws JournalFailed {
    Map<String, byte[]> all = new HashMap<>(states);
    before.stream().filter(each -> !states.containsKey(each)).forEach(each -> all.put(each, NONE));
    all.put(MARKER, Notes.encode(new Notes.Written(held.term(), serial)).bytes());
    var _ = journal.commit(wall, all, List.of(), List.of());
  }

  private static final byte[] NONE = {};

  /** etcd takes over what the journal has. */
  private void bringUp(Set<String> before) throws LeaseTrouble {
    Map<String, byte[]> all = new HashMap<>(states);
    before.stream().filter(each -> !states.containsKey(each)).forEach(each -> all.put(each, NONE));
    if (!all.isEmpty()) {
      share(all, List.of());
    }
  }

  @Override
  public Map<String, byte[]> states() {
    return Map.copyOf(states);
  }

  /** What is to be known beside {@link #states}. */
  public Takeover takeover() {
    return takeover;
  }

  @Override
  public List<AuditRecord> commit(
      Instant at,
      Map<String, byte[]> changed,
      List<Entry> entries,
      Collection<String> seenRequestIds)
      throws JournalFailed {
    Set<String> ids = new HashSet<>(seenRequestIds);
    List<String> taken = List.copyOf(nonces);
    ids.addAll(taken);
    Map<String, byte[]> local = new HashMap<>(changed);
    if (!changed.isEmpty() || !ids.isEmpty()) {
      if (!held.holds()) {
        throw new JournalFailed("This control plane has lost the lease to act.");
      }
      try {
        share(changed, seen.remember(ids, at));
      } catch (LeaseTrouble e) {
        throw new JournalFailed("Could not write the decision to etcd: " + e.words() + ".");
      }
      local.put(MARKER, Notes.encode(new Notes.Written(held.term(), serial)).bytes());
    }
    List<AuditRecord> records = journal.commit(at, local, entries, seenRequestIds);
    nonces.removeAll(taken);
    return records;
  }

  /**
   * Several transactions where one is too small, each under the lease. Nothing is done before the
   * last of them stands; a successor that finds only some finds books as they were before or after
   * the decision, and looks at reality, as it does after any crash.
   */
  private void share(Map<String, byte[]> changed, List<LeaseStore.Write> more) throws LeaseTrouble {
    List<LeaseStore.Write> writes = new ArrayList<>(more);
    for (Map.Entry<String, byte[]> each : changed.entrySet()) {
      String key = notes.states() + each.getKey();
      if (each.getValue().length > MOST_BYTES) {
        throw new LeaseTrouble(key + " is larger than etcd takes");
      }
      writes.add(
          each.getValue().length == 0
              ? new LeaseStore.Write.Drop(key)
              : Held.put(key, Blob.of(each.getValue())));
    }
    List<LeaseStore.Write> next = new ArrayList<>();
    int bytes = 0;
    for (LeaseStore.Write each : writes) {
      int size = each.size();
      if (next.size() == MOST_OPERATIONS || bytes + size > MOST_BYTES) {
        held.underLease("writing a part of the decision", next);
        next.clear();
        bytes = 0;
      }
      next.add(each);
      bytes += size;
    }
    next.add(Held.put(notes.written(), Notes.encode(new Notes.Written(held.term(), serial + 1))));
    next.add(held.clockNote(clock));
    held.underLease("writing the decision", next);
    serial++;
  }

  @Override
  public boolean saw(String requestId) {
    return journal.saw(requestId) || seen.contains(requestId);
  }

  /**
   * Request ids and nonces that were seen, by whoever acted. A nonce goes to etcd with the decision
   * on its request, before anything follows from it.
   */
  public SeenRequests seen() {
    return new SeenRequests() {
      @Override
      public boolean contains(String id) {
        return saw(id);
      }

      @Override
      public boolean firstTime(String id, Instant at) throws JournalFailed {
        if (seen.contains(id) || !here.firstTime(id, at)) {
          return false;
        }
        nonces.add(id);
        return true;
      }
    };
  }

  /** Whether the lease is close to its end without having been renewed; then in words. */
  public static Optional<String> trouble(Held held) {
    Duration left = held.left();
    return held.trouble()
        .map(
            why ->
                why
                    + "; this control plane stops acting in "
                    + Math.max(0, left.toSeconds())
                    + " s if that stays so");
  }
}
