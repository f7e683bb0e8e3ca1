package io.piha.engine;

import io.piha.arbiter.Book;
import io.piha.arbiter.Decision;
import io.piha.arbiter.Entry;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortState;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.State;
import io.piha.journal.AuditRecord;
import io.piha.journal.DecisionStore;
import io.piha.journal.JournalFailed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes decisions down before anything is done about them (S9). Gathers what a batch of decisions
 * changed and commits it once; what could not be written is kept and tried again.
 */
final class Scribe {

  private final DecisionStore store;
  private final StateCodec codec = new StateCodec();
  private final MachineRun run;
  private final Map<String, Book> savedBooks = new HashMap<>();
  private final Map<PortId, PortState.PortBook> savedPorts = new HashMap<>();
  private final Set<String> services = new HashSet<>();
  private final Set<PortId> ports = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private long savedIncident = -1;

  /**
   * @param asWritten whether the store holds the state as it is; else all of it is written with the
   *     first decision, since the store knows one clock only for all that it holds
   */
  Scribe(DecisionStore store, State restored, boolean asWritten, MachineRun run) {
    this.store = store;
    this.run = run;
    for (ServiceState each : restored.services()) {
      services.add(each.policy().service());
      if (asWritten) {
        savedBooks.put(each.policy().service(), each.book());
      }
    }
    ports.addAll(restored.ports().keySet());
    if (asWritten) {
      restored.ports().forEach((id, port) -> savedPorts.put(id, port.book()));
    }
  }

  boolean seen(String requestId) {
    return requests.contains(requestId) || store.saw(requestId);
  }

  void took(String requestId) {
    requests.add(requestId);
  }

  void note(Entry entry) {
    entries.add(entry);
  }

  /**
   * Takes down what a decision changed; most heartbeats change nothing that is written.
   *
   * @param before the state that it was made on
   */
  void gather(State before, Decision decision) {
    for (Decision.Touched each : decision.services()) {
      if (rewritten(before, decision.next(), each.place())) {
        services.add(each.service());
      }
    }
    ports.addAll(decision.ports());
    entries.addAll(decision.entries());
  }

  /** Whether anything waits to be written. */
  boolean owes(State state) {
    if (!entries.isEmpty() || !requests.isEmpty()) {
      return true;
    }
    for (String each : services) {
      if (changed(state, each)) {
        return true;
      }
    }
    for (PortId each : ports) {
      if (changed(state, each)) {
        return true;
      }
    }
    services.clear();
    ports.clear();
    return false;
  }

  /**
   * Commits all that was gathered.
   *
   * @return the audit records, numbered
   * @throws JournalFailed when nothing was written; all of it is kept for the next call
   */
  List<AuditRecord> write(State state, Instant wall, Instant engineTime) throws JournalFailed {
    Map<String, byte[]> states = new HashMap<>();
    for (String each : services) {
      if (changed(state, each)) {
        ServiceState service = service(state, each);
        states.put(
            StateCodec.serviceKey(each),
            codec.encode(new StateCodec.SavedService(service.book(), service.revision())));
      }
    }
    for (PortId each : ports) {
      if (changed(state, each)) {
        PortState port = port(state, each);
        states.put(
            StateCodec.portKey(each), codec.encode(new StateCodec.SavedPort(each, port.book())));
      }
    }
    if (!states.isEmpty() || savedIncident != state.nextIncident()) {
      states.put(
          StateCodec.siteKey(),
          codec.encode(
              new StateCodec.SavedSite(
                  state.nextIncident(),
                  engineTime,
                  run.bootId(),
                  run.upMillis().getAsLong() < 0 ? null : run.upMillis().getAsLong(),
                  state.bootGrace())));
    }
    List<AuditRecord> records = store.commit(wall, states, entries, requests);
    savedIncident = state.nextIncident();
    for (String each : services) {
      if (state.index().containsKey(each)) {
        savedBooks.put(each, service(state, each).book());
      }
    }
    for (PortId each : ports) {
      PortState port = state.ports().get(each);
      if (port != null) {
        savedPorts.put(each, port.book());
      }
    }
    services.clear();
    ports.clear();
    entries.clear();
    requests.clear();
    return records;
  }

  @SuppressWarnings("ReferenceEquality") // as below
  private static boolean rewritten(State before, State after, int place) {
    return after.index() != before.index()
        || after.services().get(place).book() != before.services().get(place).book();
  }

  @SuppressWarnings("ReferenceEquality") // a book that was not rewritten is the very same object
  private boolean changed(State state, String service) {
    Integer place = state.index().get(service);
    return place != null && state.services().get(place).book() != savedBooks.get(service);
  }

  @SuppressWarnings("ReferenceEquality") // likewise
  private boolean changed(State state, PortId port) {
    PortState at = state.ports().get(port);
    return at != null && at.book() != savedPorts.get(port);
  }

  private static ServiceState service(State state, String name) {
    return state.services().get(state.index().getOrDefault(name, -1));
  }

  private static PortState port(State state, PortId id) {
    PortState port = state.ports().get(id);
    if (port == null) {
      throw new IllegalStateException("no port " + id);
    }
    return port;
  }
}
