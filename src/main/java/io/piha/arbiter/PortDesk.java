package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One port while a decision about it is being made. Lives for one turn only. */
final class PortDesk {

  final Turn turn;
  final PortId id;
  @Nullable PortReading reading;
  @Nullable Instant readAt;
  String trouble;
  @Nullable Instant troubleSince;
  @Nullable Instant readAsked;
  @Nullable Instant answeredAt;
  PortState.@Nullable Learned learned;
  @Nullable Instant idleSince;
  boolean resumed;
  private PortState.@Nullable Act act;
  private PortState.@Nullable Hold hold;
  private @Nullable Instant owedSince;
  private List<PortState.Count> ledger;
  private long serial;
  private PortState.@Nullable Proof proof;
  private PortState.@Nullable Learned elsewhere;
  private boolean bookTouched;
  private boolean touched;
  private final PortState before;

  PortDesk(Turn turn, PortState state) {
    this.turn = turn;
    this.before = state;
    this.id = state.id();
    this.reading = state.reading();
    this.readAt = state.readAt();
    this.trouble = state.trouble();
    this.troubleSince = state.troubleSince();
    this.readAsked = state.readAsked();
    this.answeredAt = state.answeredAt();
    this.learned = state.learned();
    this.idleSince = state.idleSince();
    this.resumed = state.resumed();
    this.act = state.book().act();
    this.hold = state.book().hold();
    this.owedSince = state.book().owedSince();
    this.ledger = state.book().ledger();
    this.serial = state.book().serial();
    this.proof = state.book().proof();
    this.elsewhere = state.book().elsewhere();
  }

  PortState closed() {
    PortState.PortBook book =
        bookTouched
            ? new PortState.PortBook(act, hold, owedSince, ledger, serial, proof, elsewhere)
            : before.book();
    return new PortState(
        id,
        book,
        reading,
        readAt,
        trouble,
        troubleSince,
        readAsked,
        answeredAt,
        learned,
        idleSince,
        resumed);
  }

  boolean touched() {
    return touched || bookTouched;
  }

  void touch() {
    touched = true;
  }

  PortState.@Nullable Act act() {
    return act;
  }

  void act(PortState.@Nullable Act next) {
    act = next;
    bookTouched = true;
  }

  PortState.@Nullable Hold hold() {
    return hold;
  }

  void hold(PortState.@Nullable Hold next) {
    hold = next;
    bookTouched = true;
  }

  @Nullable Instant owedSince() {
    return owedSince;
  }

  void owed(@Nullable Instant since) {
    owedSince = since;
    bookTouched = true;
  }

  PortState.@Nullable Proof proof() {
    return proof;
  }

  void proof(PortState.@Nullable Proof next) {
    proof = next;
    bookTouched = true;
  }

  PortState.@Nullable Learned elsewhere() {
    return elsewhere;
  }

  void elsewhere(PortState.@Nullable Learned seen) {
    elsewhere = seen;
    bookTouched = true;
  }

  List<PortState.Count> ledger() {
    return ledger;
  }

  void ledger(List<PortState.Count> counts) {
    ledger = List.copyOf(counts);
    bookTouched = true;
  }

  String nextActId() {
    serial++;
    bookTouched = true;
    return id + "#" + serial;
  }

  /** Reads the port now, unless a reading is being awaited. */
  void read() {
    if (readAsked == null || readAsked.plusSeconds(6).isBefore(turn.now)) {
      readAsked = turn.now;
      touched = true;
      turn.effect(new Effect.ReadPort(id));
    }
  }

  void command(String actId, boolean on) {
    turn.effect(new Effect.SetPort(id, actId, on, turn.now.plusSeconds(3)));
  }

  /** Every service that has a host on this port, with that host's name. */
  List<Map.Entry<Desk, String>> users() {
    List<Map.Entry<Desk, String>> users = new ArrayList<>();
    for (ServicePolicy each : turn.policy.services()) {
      for (HostPolicy host : each.hosts()) {
        if (host.port().isPresent() && host.port().get().equals(id)) {
          Desk desk = turn.desk(each.service());
          if (desk != null) {
            users.add(Map.entry(desk, host.name()));
          }
        }
      }
    }
    return users;
  }

  void note(
      Kind kind, Severity severity, PortState.Act of, String reason, Map<String, Object> detail) {
    Desk desk = turn.desk(of.service());
    var full = new java.util.HashMap<String, Object>(detail);
    full.put("port", id.toString());
    full.put("act", of.id());
    if (of.incident() != 0) {
      full.put("incident", of.incident());
    }
    if (desk != null) {
      desk.note(kind, severity, of.host(), reason, full);
    } else {
      turn.entries.add(
          new Entry(kind, severity, null, of.host(), null, Entry.CONTROL, reason, full));
    }
  }
}
