package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
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
        Sight.dark(now),
        Roster.of(services),
        Map.copyOf(index),
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
      return Decision.only(Reconfiguration.apply(state, policy, now));
    }
    Turn turn = new Turn(state, now);
    switch (signal) {
      case Signal.OfService of -> {
        Desk desk = turn.desk(of.service());
        if (desk != null) {
          Hearing.ofService(desk, of);
          step(desk);
          if (!(of instanceof Signal.Heartbeat)) {
            Protection.watch(desk);
          }
        }
      }
      case Signal.OfPort of -> {
        PortDesk port = turn.port(of.port());
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
      case Signal.PortDue _ -> PowerActs.onDue(port);
    }
    settleNews(port.turn);
    boolean changed = !before.equals(port.trouble) || !Objects.equals(was, port.reading);
    for (Map.Entry<Desk, String> user : port.users()) {
      step(user.getKey());
      if (changed) {
        user.getKey().planChanged();
      }
      Protection.watch(user.getKey());
    }
  }

  /** Lets the services answer what the guard told them, until nobody has anything to say. */
  private static void settleNews(Turn turn) {
    for (int i = 0; !turn.news.isEmpty(); i++) {
      if (i > NEWS_LIMIT) {
        throw new IllegalStateException("news of ports without end: " + turn.news.peek());
      }
      PortNews news = turn.news.poll();
      Desk desk = turn.desk(news.service());
      if (desk != null && desk.knows(news.host())) {
        ofNews(desk, news);
        step(desk);
      }
    }
  }

  private static void ofNews(Desk desk, PortNews news) {
    switch (news) {
      case PortNews.Cycled cycled -> {
        for (Map.Entry<Desk, String> user : usersOf(desk, cycled.host())) {
          user.getKey().booted(user.getValue(), cycled.confirmedOn());
        }
        desk.operationDone("reset", "power of " + cycled.host() + " was cycled");
        if (desk.phase() instanceof Phase.Recovering recovering) {
          Watch.cycled(desk, recovering, cycled.actId(), cycled.confirmedOn());
        }
      }
      case PortNews.CycleFailed failed -> {
        desk.operationFailed("reset", failed.why());
        if (desk.phase() instanceof Phase.Recovering recovering) {
          Watch.cycled(desk, recovering, failed.actId(), null);
        }
      }
      case PortNews.Proven proven -> {
        Claims.fenced(desk, proven.host(), true, "");
        if (desk.phase() instanceof Phase.Fencing fencing) {
          Succession.fencingTick(desk, fencing);
        }
      }
      case PortNews.HoldFailed failed -> {
        Claims.fenced(desk, failed.host(), false, failed.why());
        if (desk.phase() instanceof Phase.Fencing fencing
            && failed.host().equals(fencing.takeover().from())) {
          Succession.fenceFailed(desk, fencing, failed);
        }
      }
      case PortNews.Restored restored -> {
        for (Map.Entry<Desk, String> user : usersOf(desk, restored.host())) {
          user.getKey().booted(user.getValue(), desk.now());
        }
        desk.operationDone("reset", "power of " + restored.host() + " is on");
      }
    }
  }

  private static List<Map.Entry<Desk, String>> usersOf(Desk desk, String host) {
    return desk.host(host)
        .port()
        .map(id -> desk.turn.port(id).users())
        .orElse(List.of(Map.entry(desk, host)));
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
    switch (desk.phase()) {
      case Phase.FirstLook p -> FirstLook.tick(desk, p);
      case Phase.Steady p -> Watch.steady(desk, p);
      case Phase.Suspect p -> Watch.suspectTick(desk, p);
      case Phase.Recovering p -> Watch.recoveringTick(desk, p);
      case Phase.Deposing p -> Depose.tick(desk, p);
      case Phase.Fencing p -> {
        if (!dark(desk, p.since(), p.takeover())) {
          Succession.fencingTick(desk, p);
        }
      }
      case Phase.Readying p -> Failback.readying(desk, p);
      case Phase.Claiming p -> {
        if (!dark(desk, p.since(), p.takeover())) {
          Succession.claimingTick(desk, p);
        }
      }
      case Phase.Ordered p -> Succession.orderedTick(desk, p);
      case Phase.Leaderless p -> Leaderless.tick(desk, p);
    }
  }

  /** S8: a takeover that cannot go on does not keep a port dark for ever. */
  private static boolean dark(Desk desk, Instant since, Takeover takeover) {
    if (Leaderless.darkUntil(desk, since).isAfter(desk.now())) {
      return false;
    }
    Leaderless.become(
        desk,
        takeover.from(),
        Phase.Obstacle.NO_FENCE,
        "the promotion of "
            + takeover.to()
            + " could not go on for "
            + Words.since(since, desk.now()));
    Leaderless.releaseAll(desk);
    return true;
  }

  /** When the service next wants to be asked, if nothing else happens. */
  public static Optional<Instant> serviceDeadline(State state, String service, Instant now) {
    Desk desk = new Turn(state, now).desk(service);
    return desk == null ? Optional.empty() : Optional.ofNullable(due(desk));
  }

  private static @Nullable Instant due(Desk desk) {
    Instant due = Claims.due(desk);
    Book.FreezeFlag freeze = desk.freezeFlag();
    if (freeze != null) {
      due = Claims.earlier(due, freeze.until().orElse(null));
    }
    due = Claims.earlier(due, Seeing.due(desk));
    return Claims.earlier(
        due,
        switch (desk.phase()) {
          case Phase.FirstLook _ -> FirstLook.due(desk);
          case Phase.Steady p -> steadyDue(desk, p);
          case Phase.Suspect p -> Watch.suspectDue(desk, p);
          case Phase.Recovering p -> Watch.recoveringDue(desk, p);
          case Phase.Deposing p -> standingDue(desk, p.order());
          case Phase.Fencing p ->
              Claims.earlier(Leaderless.darkUntil(desk, p.since()), pollDue(desk));
          case Phase.Readying p -> Claims.earlier(p.takeover().deadline(), pollDue(desk));
          case Phase.Claiming p ->
              Claims.earlier(
                  Leaderless.darkUntil(desk, p.since()),
                  p.published() ? pollDue(desk) : p.since().plusSeconds(6));
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
    return phase.failback() == null ? due : Claims.earlier(due, phase.failback().until());
  }

  private static @Nullable Instant standingDue(Desk desk, Phase.Standing standing) {
    if (!standing.until().isAfter(desk.now()) && !desk.turn.sight.broker()) {
      return null;
    }
    return Claims.earlier(standing.repeatAt(), standing.until());
  }

  /** A takeover that waits for fresh evidence looks again soon. */
  private static Instant pollDue(Desk desk) {
    return desk.now().plusMillis(250);
  }

  /** When a port next wants to be asked, if nothing else happens. */
  public static Optional<Instant> portDeadline(State state, PortId port) {
    PortState at = state.ports().get(port);
    return at == null ? Optional.empty() : PowerActs.due(at, state.policy());
  }

  /** When the site next wants to be asked, if nothing else happens. */
  public static Optional<Instant> siteDeadline(State state) {
    return Optional.ofNullable(state.resyncAt());
  }

  /** Why a new configuration may not be applied now; empty when it may. */
  public static Optional<String> refusesPolicy(State state, SitePolicy next) {
    return Reconfiguration.refusal(state, next);
  }
}
