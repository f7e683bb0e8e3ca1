package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the decision core.
 *
 * <p>Promises: the same state, signal and time give the same decision, always; nothing is touched
 * but the value that is returned; every signal has an answer in every phase (S26). Effects are to
 * be carried out in order, and only after {@link Decision#next} and {@link Decision#entries} are on
 * disk (S9).
 */
public final class Arbiter {

  /** More news than this within one decision would be an endless loop. */
  private static final int NEWS_LIMIT = 1_000;

  private Arbiter() {}

  // --- the beginning ---

  /** What is believed before anything was seen. */
  public static State begin(SitePolicy policy, Instant now) {
    return begin(policy, now, Map.of(), Map.of(), Map.of(), 1);
  }

  /**
   * What an earlier run believed, from the journal.
   *
   * @param books per service
   * @param revisions per service; the next one is above it
   * @param ports the guard's books; a port that is not configured any more is kept while it is owed
   *     something
   */
  public static State begin(
      SitePolicy policy,
      Instant now,
      Map<String, Book> books,
      Map<String, Long> revisions,
      Map<PortId, PortState.PortBook> ports,
      long nextIncident) {
    List<ServiceState> services = new ArrayList<>();
    Map<String, Integer> index = new HashMap<>();
    Map<PortId, PortState> portStates = new HashMap<>();
    for (ServicePolicy each : policy.services()) {
      index.put(each.service(), services.size());
      Book book = books.get(each.service());
      services.add(
          book == null
              ? ServiceState.fresh(each)
              : ServiceState.of(each, book, revisions.getOrDefault(each.service(), 1L) + 1));
      for (HostPolicy host : each.hosts()) {
        host.port().ifPresent(id -> portStates.put(id, PortState.fresh(id)));
      }
    }
    for (Map.Entry<PortId, PortState.PortBook> each : ports.entrySet()) {
      portStates.put(each.getKey(), PortState.of(each.getKey(), each.getValue()));
    }
    return new State(
        policy,
        Sight.dark(now, Containers.NONE.under(policy, now)),
        Roster.of(services),
        // Looked up with every signal: compares hashes first, where Map.of compares names.
        Collections.unmodifiableMap(index),
        Map.copyOf(portStates),
        nextIncident,
        Map.of(),
        now,
        now,
        null);
  }

  // --- one decision ---

  /** The arbiter's answer to one signal. */
  public static Decision decide(State state, Signal signal, Instant now) {
    if (signal instanceof Signal.Reconfigured(SitePolicy policy)) {
      Turn turn = new Turn(Reconfiguration.apply(state, policy, now), now);
      for (Desk each : turn.allDesks()) {
        Strangers.leave(each);
        each.asked();
      }
      turn.allPorts().forEach(turn::asked);
      return turn.closed();
    }
    Turn turn = new Turn(state, now);
    switch (signal) {
      case Signal.OfService of -> {
        Desk desk = turn.desk(of.service());
        if (desk != null) {
          if (of instanceof Signal.Due) {
            desk.asked();
          }
          Hearing.ofService(desk, of);
          step(desk);
          if (!(of instanceof Signal.Heartbeat)) {
            Protection.watch(desk);
          }
        }
      }
      case Signal.OfPort of -> {
        PortDesk port = turn.port(of.port());
        turn.asked(of.port());
        ofPort(port, of);
      }
      case Signal.OfSite of -> Seeing.ofSite(turn, of);
    }
    settleNews(turn);
    return turn.closed();
  }

  private static void ofPort(PortDesk port, Signal.OfPort signal) {
    String before = port.trouble;
    PortReading was = port.reading;
    switch (signal) {
      case Signal.PortRead read -> PowerActs.onRead(port, read);
      case Signal.PortSet set -> PowerActs.onSet(port, set);
      case Signal.HostLearned seen -> SelfTest.learned(port, seen);
      case Signal.PortDue _ -> PowerActs.onDue(port);
    }
    SelfTest.look(port);
    SelfTest.darkened(port, was);
    settleNews(port.turn);
    boolean changed =
        !before.equals(port.trouble)
            || !Objects.equals(was, port.reading)
            || signal instanceof Signal.HostLearned;
    for (Map.Entry<Desk, String> user : port.users()) {
      user.getKey().asked();
      step(user.getKey());
      if (changed) {
        user.getKey().planChanged();
      }
      Protection.watch(user.getKey());
    }
  }

  /** Lets the services answer what the guard told them, until nobody has anything to say. */
  private static void settleNews(Turn turn) {
    int heard = 0;
    for (PortNews news = turn.nextNews(); news != null; news = turn.nextNews()) {
      if (heard++ > NEWS_LIMIT) {
        throw new IllegalStateException("news of ports without end: " + news);
      }
      for (Map.Entry<Desk, String> user : turn.port(news.port()).users()) {
        ofNews(user.getKey(), user.getValue(), news);
        step(user.getKey());
      }
    }
  }

  private static void ofNews(Desk desk, String host, PortNews news) {
    switch (news) {
      case PortNews.Cycled cycled -> {
        desk.booted(host, cycled.confirmedOn());
        desk.operationDone("reset", "power of " + host + " was cycled");
        if (desk.phase() instanceof Phase.Recovering recovering) {
          Recovery.cycled(desk, recovering, cycled.actId(), cycled.confirmedOn());
        } else if (desk.phase() instanceof Phase.Fencing fencing) {
          Isolation.cycled(desk, fencing, cycled.actId(), null);
        }
      }
      case PortNews.CycleFailed failed -> {
        desk.operationFailed("reset", failed.why());
        if (desk.phase() instanceof Phase.Recovering recovering) {
          Recovery.cycled(desk, recovering, failed.actId(), null);
        } else if (desk.phase() instanceof Phase.Fencing fencing) {
          Isolation.cycled(desk, fencing, failed.actId(), failed.why());
        }
      }
      case PortNews.Proven proven -> {
        Claims.fenced(desk, host, proven.actId(), true, "");
        if (desk.phase() instanceof Phase.Fencing fencing) {
          Isolation.fencingTick(desk, fencing);
        }
      }
      case PortNews.HoldFailed failed -> {
        Claims.fenced(desk, host, failed.actId(), false, failed.why());
        if (desk.phase() instanceof Phase.Fencing fencing
            && host.equals(fencing.takeover().from())) {
          Isolation.fenceFailed(desk, fencing, failed);
        }
      }
      case PortNews.Restored _ -> {
        desk.booted(host, desk.now());
        desk.operationDone("reset", "power of " + host + " is on");
      }
    }
  }

  // --- what time alone brings about ---

  /** Gives the service its turn: whatever is due by now is done. */
  static void step(Desk desk) {
    Book.FreezeFlag freeze = desk.freezeFlag();
    if (freeze != null && freeze.until().isPresent() && !freeze.until().get().isAfter(desk.now())) {
      Requests.thaw(desk, Entry.CONTROL, "the freeze by " + freeze.by() + " has ended");
    }
    Seeing.show(desk);
    Claims.tick(desk);
    Vacancy.tick(desk);
    Suspicions.tick(desk);
    switch (desk.phase()) {
      case Phase.FirstLook p -> FirstLook.tick(desk, p);
      case Phase.Steady p -> Watch.steady(desk, p);
      case Phase.Suspect p -> Watch.suspectTick(desk, p);
      case Phase.Recovering p -> Recovery.recoveringTick(desk, p);
      case Phase.Deposing p -> Depose.tick(desk, p);
      case Phase.Fencing p -> Isolation.fencingTick(desk, p);
      case Phase.Readying p -> Failback.readying(desk, p);
      case Phase.Claiming p -> Succession.claimingTick(desk, p);
      case Phase.Ordered p -> Succession.orderedTick(desk, p);
      case Phase.Leaderless p -> Leaderless.tick(desk, p);
    }
  }

  /** When the service next wants to be asked, if nothing else happens. */
  public static Optional<Instant> serviceDeadline(State state, String service, Instant now) {
    Desk desk = new Turn(state, now).desk(service);
    return desk == null ? Optional.empty() : Optional.ofNullable(due(desk));
  }

  static @Nullable Instant due(Desk desk) {
    Instant due = Claims.due(desk);
    Book.FreezeFlag freeze = desk.freezeFlag();
    if (freeze != null) {
      due = Claims.earlier(due, freeze.until().orElse(null));
    }
    due = Claims.earlier(due, Seeing.due(desk));
    due = Claims.earlier(due, Vacancy.nextLook(desk));
    return Claims.earlier(
        due,
        switch (desk.phase()) {
          case Phase.FirstLook _ -> FirstLook.due(desk);
          case Phase.Steady p -> steadyDue(desk, p);
          case Phase.Suspect p -> Watch.suspectDue(desk, p);
          case Phase.Recovering p -> Recovery.recoveringDue(desk, p);
          case Phase.Deposing p -> standingDue(desk, p.order());
          case Phase.Fencing _ -> pollDue(desk);
          case Phase.Readying p -> Claims.earlier(p.takeover().deadline(), pollDue(desk));
          case Phase.Claiming p -> claimingDue(desk, p);
          case Phase.Ordered p -> standingDue(desk, p.order());
          case Phase.Leaderless p -> Leaderless.due(desk, p);
        });
  }

  private static @Nullable Instant steadyDue(Desk desk, Phase.Steady phase) {
    String leader = desk.leader;
    if (leader == null) {
      return null;
    }
    Instant due = Claims.earlier(Watch.silenceDue(desk, leader), Watch.passiveDue(desk, leader));
    due = Claims.earlier(due, Protection.due(desk, leader));
    return phase.failback() == null ? due : Claims.earlier(due, phase.failback().until());
  }

  private static @Nullable Instant claimingDue(Desk desk, Phase.Claiming phase) {
    if (!desk.brokerSettled() || (phase.takeover().byItself() && !desk.turn.sighted(desk))) {
      return null;
    }
    return phase.published() ? pollDue(desk) : phase.since().plusSeconds(6);
  }

  private static @Nullable Instant standingDue(Desk desk, Phase.Standing standing) {
    if (!desk.brokerSettled()) {
      return null;
    }
    Instant due =
        standing.until().isBefore(standing.repeatAt()) ? standing.until() : standing.repeatAt();
    return due.isAfter(desk.now()) || standing.until().isAfter(desk.now()) ? due : pollDue(desk);
  }

  /** What waits for fresh evidence looks again soon. */
  static Instant pollDue(Desk desk) {
    return desk.now().plusMillis(250);
  }

  /** When a port next wants to be asked, if nothing else happens. */
  public static Optional<Instant> portDeadline(State state, PortId port) {
    PortState at = state.ports().get(port);
    return at == null ? Optional.empty() : PowerTiming.due(at, state.policy());
  }

  /** When the site next wants to be asked, if nothing else happens. */
  public static Optional<Instant> siteDeadline(State state) {
    return Optional.ofNullable(
        Claims.earlier(state.resyncAt(), ContainerNews.due(state.sight().containers())));
  }

  /** Why a new configuration may not be applied now; empty when it may. */
  public static Optional<String> refusesPolicy(State state, SitePolicy next) {
    return Reconfiguration.refusal(state, next);
  }
}
