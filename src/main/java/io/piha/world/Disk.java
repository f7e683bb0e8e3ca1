package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortState;
import io.piha.arbiter.State;
import io.piha.journal.AuditRecord;
import io.piha.journal.DecisionStore;
import io.piha.journal.JournalFailed;
import io.piha.journal.MemoryStore;
import io.piha.journal.SeenRequests;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The disk under the journal: it outlives the process, fills up, and can lose power in a write. */
final class Disk implements DecisionStore {

  /** So many commits may a disk that is not durable lose in a crash. */
  private static final int LOST = 12;

  private final ArrayDeque<MemoryStore> before = new ArrayDeque<>();
  private MemoryStore store = new MemoryStore();
  private final World world;
  private boolean unwritten;
  private boolean untold;
  private int tearIn = -1;
  private boolean torn;
  private boolean tearAny;
  private Runnable written = () -> {};
  private String chain = "";
  private long commits;
  private final Set<String> decidedOrders = new HashSet<>();
  private final Set<String> orders = new HashSet<>();

  /** How long a write takes, in milliseconds. */
  long slowness;

  Disk(World world) {
    this.world = world;
  }

  void full(boolean on) {
    store.refuse(on);
  }

  /** The process dies in one of the next writes. */
  void tearIn(int writes, boolean afterStoring) {
    tearIn = writes;
    torn = afterStoring;
    tearAny = false;
  }

  /** The same, writes that tell nobody anything counted too. */
  void tearInAny(int writes, boolean afterStoring) {
    tearIn(writes, afterStoring);
    tearAny = true;
  }

  boolean isArmed() {
    return tearIn >= 0;
  }

  void disarm() {
    tearIn = -1;
  }

  /** Is told of each commit that was stored. */
  void onWritten(Runnable told) {
    written = told;
  }

  /** What of a decision must survive a crash has to be stored before anything leaves (S9). */
  void decided(State before, Decision decision) {
    unwritten = unwritten || mustSurvive(before, decision);
    untold =
        untold
            || !decision.entries().isEmpty()
            || decision.effects().stream().anyMatch(Effect.ToBroker.class::isInstance);
    for (Effect each : decision.effects()) {
      if (each instanceof Effect.SendOrder send) {
        decidedOrders.add(send.order().id());
      }
    }
  }

  /** Whether it is written that this order leaves. */
  boolean hasOrder(String id) {
    return orders.contains(id);
  }

  private static boolean mustSurvive(State before, Decision decision) {
    State next = decision.next();
    return decision.services().stream().anyMatch(each -> isChanged(before, next, each.service()))
        || decision.ports().stream().anyMatch(each -> isChanged(before, next, each));
  }

  private static boolean isChanged(State before, State after, PortId port) {
    PortState was = before.ports().get(port);
    PortState is = after.ports().get(port);
    return is != null && (was == null || !was.book().equals(is.book()));
  }

  @SuppressWarnings("ReferenceEquality") // a book that was not rewritten is the very same object
  private static boolean isChanged(State before, State after, String service) {
    Integer place = before.index().get(service);
    Integer then = after.index().get(service);
    return place != null
        && then != null
        && before.services().get(place).book() != after.services().get(then).book();
  }

  /** The process is gone, and with it what was not written. */
  void forget() {
    unwritten = false;
    untold = false;
    decidedOrders.clear();
    tearIn = -1;
  }

  /** The process died; a disk that is not durable has not kept its last commits. */
  void crashed() {
    if (!before.isEmpty()) {
      store = before.getFirst();
      before.clear();
    }
  }

  /** Whether a decision was made that is not written. */
  boolean owes() {
    return unwritten;
  }

  /**
   * Whether that says something to anybody. Renewed proofs of the self-test do not, and when they
   * come is not the world's: writing them takes no time.
   */
  boolean owesWords() {
    return untold;
  }

  /** How often something was stored. */
  long commits() {
    return commits;
  }

  /** Hash of the last record; says in one word everything that was decided. */
  String chain() {
    return chain;
  }

  @Override
  public Map<String, byte[]> states() {
    return store.states();
  }

  @Override
  public List<AuditRecord> commit(
      Instant at,
      Map<String, byte[]> states,
      List<Entry> entries,
      Collection<String> seenRequestIds)
      throws JournalFailed {
    boolean tells = tearAny || !entries.isEmpty() || !seenRequestIds.isEmpty();
    boolean dies = tells && tearIn == 0;
    if (tells && tearIn >= 0) {
      tearIn--;
    }
    if (dies && !torn) {
      throw new Died();
    }
    Petition.isNotIn(states.values(), world);
    if (!world.relies(Assumption.DURABLE_DISK)) {
      before.addLast(store.copy());
      if (before.size() > LOST) {
        before.removeFirst();
      }
    }
    List<AuditRecord> records = store.commit(at, states, entries, seenRequestIds);
    unwritten = false;
    untold = false;
    orders.addAll(decidedOrders);
    decidedOrders.clear();
    commits++;
    written.run();
    if (!records.isEmpty()) {
      chain = records.getLast().hash();
    }
    if (dies) {
      throw new Died();
    }
    return records;
  }

  /** The requests that were seen here. */
  SeenRequests seen() {
    return new SeenRequests() {
      @Override
      public boolean contains(String id) {
        return store.saw(id);
      }

      @Override
      public boolean firstTime(String id, Instant at) {
        return !store.saw(id);
      }
    };
  }

  @Override
  public boolean saw(String requestId) {
    return store.saw(requestId);
  }
}
