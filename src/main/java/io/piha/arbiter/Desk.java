package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One service while a decision about it is being made: the book opened for writing, and the few
 * acts by which every decision is expressed. Lives for one turn only.
 */
final class Desk {

  final Turn turn;
  final ServicePolicy policy;
  final Timing timing;
  final String service;
  private final ServiceState before;

  @Nullable String leader;
  long epoch;
  long highest;
  @Nullable String holder;
  @Nullable Instant leadsSince;
  List<Instant> failovers;
  @Nullable Boolean publishedFreeze;
  private Phase phase;
  private List<Incident> incidents;
  private Book.@Nullable FreezeFlag freeze;
  private List<Phase.Standing> demotes;
  private Map<String, Book.Contest> contests;
  private Book.@Nullable PublicWord published;
  private List<String> out;
  private Map<String, Instant> boots;
  private Map<String, Book.Leave> absences;
  private @Nullable Instant vacantSince;
  private Book.@Nullable Operation operation;
  private boolean blind;
  private boolean unprotected;
  private long serial;

  private List<Vitals> vitals;
  private Map<String, Long> unknown;
  private boolean bookTouched;
  private boolean planTouched;
  private boolean vitalsTouched;

  Desk(Turn turn, ServiceState state) {
    this.turn = turn;
    this.before = state;
    this.policy = state.policy();
    this.timing = policy.timing();
    this.service = policy.service();
    Book book = state.book();
    leader = book.leader();
    epoch = book.epoch();
    highest = book.highest();
    holder = book.holder();
    leadsSince = book.leadsSince();
    phase = book.phase();
    incidents = book.incidents();
    freeze = book.freeze();
    demotes = book.demotes();
    contests = book.contests();
    failovers = book.failovers();
    published = book.published();
    publishedFreeze = book.publishedFreeze();
    out = book.out();
    boots = book.boots();
    absences = book.absences();
    vacantSince = book.vacantSince();
    operation = book.operation();
    blind = book.blind();
    unprotected = book.unprotected();
    serial = book.serial();
    vitals = state.vitals();
    unknown = state.unknown();
  }

  /** The state after the decision; the very same object when nothing changed. */
  ServiceState closed() {
    if (!changed()) {
      return before;
    }
    Book book =
        bookTouched
            ? new Book(
                leader,
                epoch,
                highest,
                holder,
                leadsSince,
                phase,
                incidents,
                freeze,
                demotes,
                contests,
                failovers,
                published,
                publishedFreeze,
                out,
                boots,
                absences,
                vacantSince,
                operation,
                blind,
                unprotected,
                serial)
            : before.book();
    long revision = before.revision() + (bookTouched || planTouched ? 1 : 0);
    return new ServiceState(policy, book, vitals, unknown, revision);
  }

  boolean changed() {
    return bookTouched || planTouched || vitalsTouched;
  }

  Instant now() {
    return turn.now;
  }

  /** Connected, and hosts have had a moment to answer what was said again after the connect. */
  boolean brokerSettled() {
    return turn.sight.broker() && turn.resyncAt == null;
  }

  long revision() {
    return before.revision();
  }

  /** Marks the book as changed after a field was written directly. */
  void touch() {
    bookTouched = true;
  }

  void planChanged() {
    planTouched = true;
  }

  // --- phase ---

  Phase phase() {
    return phase;
  }

  void become(Phase next) {
    phase = next;
    vacantSince = Vacancy.after(this, vacantSince);
    touch();
  }

  /** Since when nobody has led and no order was outstanding; absent while somebody does (S8). */
  @Nullable Instant vacantSince() {
    return vacantSince;
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

  int place(String host) {
    List<HostPolicy> hosts = policy.hosts();
    for (int i = 0; i < hosts.size(); i++) {
      if (hosts.get(i).name().equals(host)) {
        return i;
      }
    }
    return -1;
  }

  boolean knows(String host) {
    return place(host) >= 0;
  }

  Vitals vitals(String host) {
    int place = place(host);
    return place < 0 ? Vitals.NOTHING : vitals.get(place);
  }

  HostPolicy host(String name) {
    return policy.hosts().get(place(name));
  }

  void change(String host, UnaryOperator<Vitals> change) {
    int place = place(host);
    if (place >= 0) {
      var more = new ArrayList<>(vitals);
      more.set(place, change.apply(vitals.get(place)));
      vitals = more;
      vitalsTouched = true;
    }
  }

  void countUnknown(String what) {
    var more = new HashMap<>(unknown);
    if (more.size() < 100 || more.containsKey(what)) {
      more.merge(what, 1L, Long::sum);
      unknown = Map.copyOf(more);
      vitalsTouched = true;
    }
  }

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

  Map<String, Instant> boots() {
    return boots;
  }

  void booted(String host, Instant at) {
    var more = new HashMap<>(boots);
    more.put(host, at);
    boots = Map.copyOf(more);
    touch();
  }

  /** The host's silence is believed until then; without a {@code leave}, no longer. */
  void absence(String host, Book.@Nullable Leave leave) {
    if (leave == null && !absences.containsKey(host)) {
      return;
    }
    var more = new HashMap<>(absences);
    if (leave == null) {
      more.remove(host);
    } else {
      more.put(host, leave);
    }
    absences = Map.copyOf(more);
    touch();
  }

  List<String> out() {
    return out;
  }

  void lost(String host) {
    if (!out.contains(host)) {
      out = with(out, host);
      touch();
    }
  }

  // --- incidents ---

  List<Incident> incidents() {
    return incidents;
  }

  /** The incident that matters now: the newest open one. */
  @Nullable Incident incident() {
    return incidents.isEmpty() ? null : incidents.getLast();
  }

  /** Opens an incident, or gives the open one that is about the same leader and not over yet. */
  Incident openIncident(@Nullable String about) {
    Incident current = incident();
    if (current != null
        && !current.failedOver()
        && java.util.Objects.equals(current.leader(), about)) {
      return current;
    }
    Incident fresh =
        Incident.open(
            turn.nextIncident(), now(), about, about == null ? null : vitals(about).heard());
    incidents = with(incidents, fresh);
    touch();
    return fresh;
  }

  /** Whether the host was ordered in the open incident and did not acknowledge. */
  boolean failedNow(String host) {
    Incident current = incident();
    return current != null && current.failed().contains(host);
  }

  void changeIncident(UnaryOperator<Incident> change) {
    if (!incidents.isEmpty()) {
      var more = new ArrayList<>(incidents);
      more.set(more.size() - 1, change.apply(more.getLast()));
      incidents = more;
      touch();
    }
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
    failovers = List.of();
    touch();
    if (leaderSteady && contests.isEmpty()) {
      while (!incidents.isEmpty()) {
        closeIncident("acknowledged");
      }
    }
    return count;
  }

  /** An epoch was named by somebody; says whether it is the highest ever (S1). */
  boolean seen(long namedEpoch) {
    if (namedEpoch <= highest) {
      return false;
    }
    highest = namedEpoch;
    touch();
    return true;
  }

  // --- freeze ---

  boolean frozen() {
    return freeze != null;
  }

  Book.@Nullable FreezeFlag freezeFlag() {
    return freeze;
  }

  void freeze(Book.@Nullable FreezeFlag flag) {
    freeze = flag;
    publishedFreeze = flag != null;
    touch();
    turn.effect(new Effect.PublishFreeze(service, flag != null));
  }

  /** The outside already says so; nothing is to be published. */
  void freezeAsSeen(Book.@Nullable FreezeFlag flag) {
    freeze = flag;
    publishedFreeze = flag != null;
    touch();
  }

  // --- said to the broker ---

  void publish(PublicState state, String host, long atEpoch) {
    published = new Book.PublicWord(state, host, atEpoch);
    touch();
    turn.effect(new Effect.PublishState(service, state, host, atEpoch));
  }

  Book.@Nullable PublicWord published() {
    return published;
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
    Instant until = now().plus(lasting);
    turn.effect(new Effect.SendOrder(service, order, lasting));
    return new Phase.Standing(order, now(), now().plus(repeatEvery()), until);
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

  List<Phase.Standing> demotes() {
    return demotes;
  }

  void demotes(List<Phase.Standing> standing) {
    demotes = List.copyOf(standing);
    touch();
  }

  /** After a connect: what was said before may be lost, and has its full time again. */
  void resendDemotes() {
    if (!demotes.isEmpty()) {
      demotes(demotes.stream().map(each -> send(each.order(), timing.orderAckTimeout())).toList());
    }
  }

  boolean demoting(String host) {
    return demotes.stream().anyMatch(each -> each.order().host().equals(host));
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

  Map<String, Book.Contest> contests() {
    return contests;
  }

  void contest(String host, Book.@Nullable Contest contest) {
    var more = new HashMap<>(contests);
    if (contest == null) {
      more.remove(host);
    } else {
      more.put(host, contest);
    }
    contests = Map.copyOf(more);
    touch();
  }

  // --- the rest ---

  Book.@Nullable Operation operation() {
    return operation;
  }

  void operation(@Nullable String requestId, String action, String state, String why) {
    if (requestId != null) {
      operation = new Book.Operation(requestId, action, state, why);
      touch();
    }
  }

  void operationDone(String action, String why) {
    Book.Operation running = operation;
    if (running != null && running.action().equals(action) && running.state().equals("running")) {
      operation(running.requestId(), action, "done", why);
    }
  }

  void operationFailed(String action, String why) {
    Book.Operation running = operation;
    if (running != null && running.action().equals(action) && running.state().equals("running")) {
      operation(running.requestId(), action, "failed", why);
    }
  }

  boolean blind() {
    return blind;
  }

  void blind(boolean is) {
    blind = is;
    touch();
  }

  boolean unprotected() {
    return unprotected;
  }

  void unprotected(boolean is) {
    unprotected = is;
    touch();
  }

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

  static <T> List<T> with(List<T> items, T more) {
    var all = new ArrayList<>(items);
    all.add(more);
    return List.copyOf(all);
  }

  static <T> List<T> without(List<T> items, T less) {
    return items.stream().filter(each -> !each.equals(less)).toList();
  }
}
