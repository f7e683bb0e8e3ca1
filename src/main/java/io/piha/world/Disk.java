package io.piha.world;

import io.piha.arbiter.Entry;
import io.piha.journal.AuditRecord;
import io.piha.journal.DecisionStore;
import io.piha.journal.JournalFailed;
import io.piha.journal.MemoryStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The disk under the journal: it outlives the process, fills up, and can lose power in a write. */
final class Disk implements DecisionStore {

  private final MemoryStore store = new MemoryStore();
  private boolean unwritten;
  private int tearIn = -1;
  private boolean torn;
  private Runnable written = () -> {};
  private String chain = "";
  private long commits;

  void full(boolean on) {
    store.refuse(on);
  }

  /** The process dies in one of the next writes. */
  void tearIn(int writes, boolean afterStoring) {
    tearIn = writes;
    torn = afterStoring;
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

  /** A decision changed what must survive a crash. */
  void decided() {
    unwritten = true;
  }

  /** The process is gone, and with it what was not written. */
  void forget() {
    unwritten = false;
    tearIn = -1;
  }

  /** Whether a decision was made that is not written. */
  boolean owes() {
    return unwritten;
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
    // Renewed proofs of the self-test say nothing to anybody; when they come is not the world's.
    boolean tells = !entries.isEmpty() || !seenRequestIds.isEmpty();
    boolean dies = tells && tearIn == 0;
    if (tells && tearIn >= 0) {
      tearIn--;
    }
    if (dies && !torn) {
      throw new Died();
    }
    List<AuditRecord> records = store.commit(at, states, entries, seenRequestIds);
    unwritten = false;
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

  @Override
  public boolean saw(String requestId) {
    return store.saw(requestId);
  }
}
