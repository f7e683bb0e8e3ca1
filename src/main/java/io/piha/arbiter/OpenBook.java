package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A service's book and vitals opened for writing: what every decision reads, and its plainest
 * changes. What a decision does with them is told in {@link Desk}.
 */
abstract sealed class OpenBook permits Desk {

  final Turn turn;
  final ServicePolicy policy;
  final Timing timing;
  final String service;

  /** Where it stands among the services. */
  final int place;

  private final ServiceState before;

  @Nullable String leader;
  long epoch;
  long highest;
  @Nullable String holder;
  @Nullable Instant leadsSince;
  List<Instant> failovers;
  @Nullable Boolean publishedFreeze;
  Phase phase;
  List<Incident> incidents;
  Book.@Nullable FreezeFlag freeze;
  List<Phase.Standing> demotes;
  Map<String, Book.Contest> contests;
  Book.@Nullable PublicWord published;
  List<String> out;
  private Map<String, Instant> boots;
  private Map<String, Book.Leave> absences;
  @Nullable Instant vacantSince;
  private Book.@Nullable Operation operation;
  private boolean blind;
  private boolean unprotected;
  long serial;
  private @Nullable Mirrored mirrored;
  @Nullable Chore chore;
  @Nullable String stopped;

  private List<Vitals> vitals;
  private Upkeep upkeep;
  private Map<String, Long> unknown;
  private boolean bookTouched;
  private boolean planTouched;
  private boolean vitalsTouched;

  OpenBook(Turn turn, ServiceState state, int place) {
    this.turn = turn;
    this.place = place;
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
    mirrored = book.mirrored();
    chore = book.chore();
    stopped = book.stopped();
    upkeep = state.upkeep();
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
                serial,
                mirrored,
                chore,
                stopped)
            : before.book();
    long revision = before.revision() + (bookTouched || planTouched ? 1 : 0);
    return new ServiceState(policy, book, vitals, unknown, revision, upkeep);
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

  /**
   * Since when this service can be judged; absent while blind, or while its automation is stopped.
   */
  @Nullable Instant clearSince() {
    return stopped == null ? turn.sight.clearSince() : null;
  }

  /** Why this service cannot be judged now. */
  String blindness() {
    return stopped == null
        ? turn.sight.why()
        : "its automation is stopped, " + stopped + "; acknowledge to let it go on";
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

  Phase phase() {
    return phase;
  }

  /** Since when nobody has led and no order was outstanding; absent while somebody does (S8). */
  @Nullable Instant vacantSince() {
    return vacantSince;
  }

  int place(String host) {
    return policy.place(host);
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
      Vitals[] more = vitals.toArray(Vitals[]::new);
      more[place] = change.apply(more[place]);
      vitals = List.of(more);
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

  List<Incident> incidents() {
    return incidents;
  }

  /** The incident that matters now: the newest open one. */
  @Nullable Incident incident() {
    return incidents.isEmpty() ? null : incidents.getLast();
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

  /** An epoch was named by somebody; says whether it is the highest ever (S1). */
  boolean seen(long namedEpoch) {
    if (namedEpoch <= highest) {
      return false;
    }
    highest = namedEpoch;
    touch();
    return true;
  }

  boolean frozen() {
    return freeze != null;
  }

  Book.@Nullable FreezeFlag freezeFlag() {
    return freeze;
  }

  Book.@Nullable PublicWord published() {
    return published;
  }

  List<Phase.Standing> demotes() {
    return demotes;
  }

  void demotes(List<Phase.Standing> standing) {
    demotes = List.copyOf(standing);
    touch();
  }

  boolean demoting(String host) {
    return !demotes.isEmpty() && demotes.stream().anyMatch(d -> d.order().host().equals(host));
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

  Mirrored mirrored() {
    return mirrored == null ? Mirrored.NOTHING : mirrored;
  }

  void mirrored(Mirrored now) {
    mirrored = now;
    touch();
  }

  Upkeep upkeep() {
    return upkeep;
  }

  /** What was told of the mirror and the snapshots; not a matter of the book. */
  void upkeep(Upkeep now) {
    upkeep = now;
    vitalsTouched = true;
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

  static <T> List<T> with(List<T> items, T more) {
    var all = new ArrayList<>(items);
    all.add(more);
    return List.copyOf(all);
  }

  static <T> List<T> without(List<T> items, T less) {
    return items.stream().filter(each -> !each.equals(less)).toList();
  }
}
