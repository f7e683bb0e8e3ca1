package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service while a decision about it is being made: the book opened for writing, and the few
 * acts by which every decision is expressed. Lives for one turn only.
 */
final class Desk extends OpenBook {

  private boolean asked;

  Desk(Turn turn, ServiceState state, int place) {
    super(turn, state, place);
  }

  /** The next deadline is to be looked up anew, changed or not. */
  void asked() {
    asked = true;
  }

  boolean touched() {
    return asked || changed();
  }

  // --- phase ---

  void become(Phase next) {
    phase = next;
    if (leader != null) {
      // Whoever leads by the book is not told to demote because of what was before (S16).
      dropDemotes(leader);
    }
    vacantSince = Vacancy.after(this, vacantSince);
    touch();
  }

  /** {@code host} leads at the present epoch, and the public state says so. */
  void leads(String host, long atEpoch) {
    leader = host;
    epoch = atEpoch;
    highest = Math.max(highest, atEpoch);
    holder = host;
    leadsSince = now();
    out = without(out, host);
    become(new Phase.Steady(null));
    change(host, Vitals::toldAnew);
    publish(PublicState.LEADER, host, atEpoch);
  }

  // --- hosts ---

  /** Asks a host's probes now, unless they are being asked already. */
  void probe(String host) {
    Instant asked = vitals(host).asked();
    if (asked == null || asked.plus(timing.probeTimeout()).plusSeconds(2).isBefore(now())) {
      change(host, v -> v.asking(now()));
      turn.effect(new Effect.ProbeHost(service, host));
    }
  }

  void probeAll() {
    for (HostPolicy each : policy.hosts()) {
      probe(each.name());
    }
  }

  // --- incidents ---

  /**
   * Opens an incident, or gives the open one that is about the same leader and not over yet. While
   * nobody leads it is the open one: whose silence it is about, and who failed in it, must not be
   * forgotten (S2).
   */
  Incident openIncident(@Nullable String about) {
    Incident current = incident();
    if (current != null
        && !current.failedOver()
        && (about == null || about.equals(current.leader()))) {
      return current;
    }
    Incident fresh =
        Incident.open(
            turn.nextIncident(), now(), about, about == null ? null : vitals(about).heard());
    incidents = with(incidents, fresh);
    touch();
    return fresh;
  }

  /** Closes the incident that matters now. */
  void closeIncident(String why) {
    Incident current = incident();
    if (current != null) {
      incidents = List.copyOf(incidents.subList(0, incidents.size() - 1));
      touch();
      note(
          Kind.INCIDENT_CLOSED,
          Severity.INFO,
          current.leader(),
          "incident " + current.id() + " closed: " + why,
          Map.of("incident", current.id()));
    }
  }

  /** Closes what a person has acknowledged and what is over now. */
  void closeAcknowledged(String why) {
    List<Incident> open = incidents;
    for (Incident each : open) {
      if (each.acked()) {
        incidents = without(incidents, each);
        touch();
        note(
            Kind.INCIDENT_CLOSED,
            Severity.INFO,
            each.leader(),
            "incident " + each.id() + " closed: " + why,
            Map.of("incident", each.id()));
      }
    }
  }

  /** Acknowledges every open incident; those that are over close. */
  int acknowledge(boolean leaderSteady) {
    int count = incidents.size();
    incidents = incidents.stream().map(Incident::withAck).toList();
    stopped = null;
    failovers = List.of();
    touch();
    if (leaderSteady && contests.isEmpty()) {
      while (!incidents.isEmpty()) {
        closeIncident("acknowledged");
      }
    }
    return count;
  }

  /** A rule would have been broken: nothing is automatic until a person has looked. */
  void stop(String rule, String why) {
    if (stopped != null) {
      return;
    }
    openIncident(leader);
    note(
        Kind.RULE_BROKEN,
        Severity.CRITICAL,
        null,
        "rule "
            + rule
            + " was about to be broken: "
            + why
            + "; nothing of it was done, and automation of "
            + service
            + " stops until somebody acknowledges",
        Map.of("rule", rule));
    stopped = "rule " + rule + " was about to be broken";
    blind(true);
  }

  // --- freeze ---

  void freeze(Book.@Nullable FreezeFlag flag) {
    freeze = flag;
    republishFreeze();
  }

  /** Says again what the freeze topic should say. */
  void republishFreeze() {
    publishedFreeze = frozen();
    touch();
    turn.effect(new Effect.PublishFreeze(service, frozen()));
  }

  // --- said to the broker ---

  void publish(PublicState state, String host, long atEpoch) {
    published = new Book.PublicWord(state, host, atEpoch);
    touch();
    turn.effect(new Effect.PublishState(service, state, host, atEpoch));
  }

  /** Says again what the retained topics should say. */
  void republish() {
    Book.PublicWord word = published;
    if (word != null) {
      turn.effect(new Effect.PublishState(service, word.state(), word.host(), word.epoch()));
    }
  }

  Order newOrder(Order.Verb verb, String host, long atEpoch, String reason) {
    serial++;
    touch();
    return new Order(
        service + "-" + atEpoch + "-" + verb.word() + "-" + serial, verb, host, atEpoch, reason);
  }

  /** Sends an order for the first time and says how it stands. */
  Phase.Standing send(Order order, Duration lasting) {
    return send(new Effect.SendOrder(service, order, lasting));
  }

  /** Sends a promote order that never left before. */
  Phase.Standing sendFirst(Order order, Duration lasting) {
    return send(new Effect.SendOrder(service, order, lasting, true));
  }

  private Phase.Standing send(Effect.SendOrder sent) {
    turn.effect(sent);
    return new Phase.Standing(
        sent.order(), now(), now().plus(repeatEvery()), now().plus(sent.expiry()));
  }

  Phase.Standing repeat(Phase.Standing standing) {
    Duration left = Duration.between(now(), standing.until());
    turn.effect(new Effect.SendOrder(service, standing.order(), left));
    return standing.repeated(now().plus(repeatEvery()));
  }

  private Duration repeatEvery() {
    return timing.orderAckTimeout().dividedBy(6);
  }

  // --- standing demotes and contests of hosts that do not lead ---

  /** After a connect: what was said before may be lost, and has its full time again. */
  void resendDemotes() {
    if (!demotes.isEmpty()) {
      demotes(demotes.stream().map(each -> send(each.order(), timing.orderAckTimeout())).toList());
    }
  }

  void dropDemotes(String host) {
    if (demoting(host)) {
      demotes(demotes.stream().filter(each -> !each.order().host().equals(host)).toList());
    }
  }

  /** Orders a host that does not lead to demote, with the highest epoch, unless that stands. */
  void demote(String host, String reason) {
    boolean stands =
        demotes.stream()
            .anyMatch(d -> d.order().host().equals(host) && d.order().epoch() == highest);
    if (stands) {
      return;
    }
    dropDemotes(host);
    Order order = newOrder(Order.Verb.DEMOTE, host, highest, reason);
    demotes(with(demotes, send(order, timing.orderAckTimeout())));
    Book.Contest contest = contests.get(host);
    if (contest == null || !contest.alarmed()) {
      note(
          Kind.DEMOTE_ORDERED,
          Severity.WARNING,
          host,
          reason,
          Map.of("order", order.id(), "epoch", highest));
    }
  }

  // --- the rest ---

  void note(
      Kind kind,
      Severity severity,
      @Nullable String host,
      String reason,
      Map<String, Object> detail) {
    noteBy(Entry.CONTROL, kind, severity, host, reason, detail);
  }

  void note(Kind kind, Severity severity, @Nullable String host, String reason) {
    note(kind, severity, host, reason, Map.of());
  }

  void noteBy(
      String by,
      Kind kind,
      Severity severity,
      @Nullable String host,
      String reason,
      Map<String, Object> detail) {
    Incident current = incident();
    Map<String, Object> full = detail;
    if (current != null && !detail.containsKey("incident")) {
      full = new HashMap<>(detail);
      full.put("incident", current.id());
    }
    turn.entries.add(
        new Entry(kind, severity, service, host, Math.max(epoch, highest), by, reason, full));
  }
}
