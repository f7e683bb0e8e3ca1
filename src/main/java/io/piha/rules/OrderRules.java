package io.piha.rules;

import io.piha.arbiter.Book;
import io.piha.arbiter.Command;
import io.piha.arbiter.Fence;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Order;
import io.piha.arbiter.Phase;
import io.piha.arbiter.PortId;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.arbiter.Takeover;
import io.piha.arbiter.Timing;
import io.piha.arbiter.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be true when an order leaves. */
final class OrderRules {

  private static final Duration DAY = Duration.ofHours(24);

  /** From here a claimed epoch, with no room above it, is nobody's: 2^53 less a million. */
  private static final long NONSENSE = 9_007_199_253_740_992L;

  private record Given(String host, long epoch) {}

  private final Evidence evidence;
  private final Intents intents;
  private final Map<String, Given> given = new HashMap<>();
  private final Map<String, Given> decided = new HashMap<>();
  private final Set<Given> withheld = new HashSet<>();
  private final Map<String, Long> confirmed = new HashMap<>();
  private final HostClaims claims = new HostClaims(NONSENSE);
  private final Map<String, List<Instant>> failovers = new HashMap<>();
  private final Map<PortId, Instant> cut = new HashMap<>();

  /** The order by which the leader of a service was last told to demote. */
  private final Map<String, String> deposed = new HashMap<>();

  OrderRules(Evidence evidence, Intents intents) {
    this.evidence = evidence;
    this.intents = intents;
  }

  /** What an earlier run wrote down of it. */
  void resume(State state) {
    for (ServiceState each : state.services()) {
      String name = each.policy().service();
      Book book = each.book();
      Order order = sent(book.phase());
      if (order != null) {
        given.put(name, new Given(order.host(), order.epoch()));
        confirmed.put(name, order.epoch());
      } else if (book.leader() != null) {
        given.put(name, new Given(book.leader(), book.epoch()));
        confirmed.put(name, book.epoch());
      }
      if (book.phase() instanceof Phase.Deposing deposing) {
        deposed.put(name, deposing.order().order().id());
      }
      List<Instant> past = new ArrayList<>(book.failovers());
      if (book.phase() instanceof Phase.Claiming claiming
          && !claiming.withheld()
          && claiming.takeover().cause() == Takeover.Cause.FAILOVER
          && !past.isEmpty()) {
        // Counted when it was claimed; its order has not left.
        past.removeLast();
      }
      failovers.put(name, past);
      for (HostPolicy host : each.policy().hosts()) {
        Instant booted = book.boots().get(host.name());
        if (booted != null && host.port().isPresent()) {
          cut.put(host.port().get(), booted);
        }
      }
    }
  }

  /** The promote order that has left, or may have. */
  private static @Nullable Order sent(Phase phase) {
    if (phase instanceof Phase.Ordered ordered) {
      return ordered.order().order();
    }
    return phase instanceof Phase.Claiming claiming && claiming.withheld()
        ? claiming.order()
        : null;
  }

  void hear(Signal signal) {
    switch (signal) {
      case Signal.StatePublished s -> {
        if (s.confirmed()) {
          confirmed.merge(s.service(), s.epoch(), Math::max);
        }
      }
      case Signal.OrderWithheld s -> withheld(s.service());
      case Signal.Heartbeat s -> claims.hear(s);
      case Signal.Asked s -> {
        if (s.request().command() == Command.ACK && !s.request().dryRun()) {
          failovers.remove(s.service());
        }
      }
      default -> {}
    }
  }

  /** The last promote order did not leave: its next sending is its first. */
  private void withheld(String service) {
    Given last = given.get(service);
    if (last != null && withheld.add(last)) {
      List<Instant> past = failovers.getOrDefault(service, List.of());
      if (!past.isEmpty()) {
        past.removeLast();
      }
    }
  }

  /** Whoever goes on from the book cannot know that an order in it never left. */
  void died() {
    withheld.clear();
  }

  // --- a promote order ---

  void promote(ServiceState service, Order order, Instant now, List<Breach> breaches) {
    String name = service.policy().service();
    // While the disk refuses, the first sending waits to be written, and its repeats are none.
    Given last = decided.getOrDefault(name, given.get(name));
    if (last != null && last.epoch() == order.epoch()) {
      if (!last.host().equals(order.host())) {
        breaches.add(
            new Breach(
                Rule.S1,
                name,
                "epoch "
                    + order.epoch()
                    + " was given to "
                    + last.host()
                    + " and "
                    + order.host()));
      }
      if (!withheld.remove(last)) {
        return;
      }
      intents.add(() -> {}, () -> withheld.add(last));
    }
    if (last != null && order.epoch() < last.epoch()) {
      breaches.add(
          new Breach(Rule.S1, name, "epoch " + order.epoch() + " is given after " + last.epoch()));
      return;
    }
    Given first = new Given(order.host(), order.epoch());
    decided.put(name, first);
    intents.add(() -> given.put(name, first), () -> decided.remove(name, first));
    if (confirmed.getOrDefault(name, -1L) < order.epoch()) {
      breaches.add(
          new Breach(Rule.S1, name, "epoch " + order.epoch() + " is not known outside yet"));
    }
    HostClaims.Claimed claimed = claims.of(name);
    if (claimed != null
        && claimed.epoch() >= order.epoch()
        && !claimed.host().equals(order.host())) {
      breaches.add(
          new Breach(
              Rule.S1,
              name,
              "epoch " + order.epoch() + " is given, and " + claimed.host() + " claims it"));
    }
    if (service.book().phase() instanceof Phase.Ordered ordered) {
      byItself(service, order, ordered.takeover(), now, breaches);
    }
  }

  private void byItself(
      ServiceState service, Order order, Takeover takeover, Instant now, List<Breach> breaches) {
    String name = service.policy().service();
    Timing timing = service.policy().timing();
    boolean asked =
        switch (takeover.cause()) {
          case REQUEST, FAILBACK, ROLLBACK -> true;
          case FAILOVER, REORDER, FIRST_LOOK -> false;
        };
    if (asked) {
      return;
    }
    if (!evidence.sightedFor(timing.heartbeatTimeout(), now)) {
      breaches.add(
          new Breach(
              Rule.S5,
              name,
              order.host() + " is ordered to promote, last blind at " + evidence.lastBlind()));
    }
    if (takeover.cause() != Takeover.Cause.FAILOVER) {
      return;
    }
    String former = takeover.from();
    boolean dark =
        former != null
            && service
                .policy()
                .host(former)
                .flatMap(HostPolicy::port)
                .filter(port -> evidence.dark(port) != null)
                .isPresent();
    if (former != null && !dark && evidence.inGrace(name, former, now)) {
      breaches.add(new Breach(Rule.S19, name, "a promotion while hosts may still be booting"));
    }
    if (service.book().freeze() != null) {
      breaches.add(new Breach(Rule.S6, name, order.host() + " is promoted while frozen"));
    }
    fit(service, order.host(), now, breaches);
    enough(service, now, breaches);
    String from = takeover.from();
    if (from != null && !from.equals(order.host())) {
      List<Breach> unfenced = new ArrayList<>();
      fenced(service, takeover, from, now, unfenced);
      // One that was ordered in vain is no leader: that it is fenced is enough.
      boolean inVain =
          service.book().incidents().stream().anyMatch(each -> each.failed().contains(from));
      boolean isFenced =
          unfenced.isEmpty()
              && takeover.unfenced() == null
              && service.policy().fence() != Fence.NONE;
      if (!inVain || !isFenced) {
        silent(service, from, now, breaches);
      }
      breaches.addAll(unfenced);
      if (evidence.isAbsent(name, from, now)) {
        breaches.add(new Breach(Rule.S22, name, from + " has announced its absence"));
      }
    }
  }

  private void fit(ServiceState service, String host, Instant now, List<Breach> breaches) {
    String name = service.policy().service();
    Timing timing = service.policy().timing();
    Instant ended = evidence.roundEnd(name, host);
    Duration fresh = timing.probeEvery().plus(timing.probeTimeout());
    boolean up = Evidence.isAllUp(evidence.results(name, host));
    if (!up || ended == null || ended.plus(fresh).isBefore(now)) {
      breaches.add(
          new Breach(
              Rule.S7, name, host + " is promoted, last probed at " + ended + ", all up: " + up));
    }
    if (evidence.isAbsent(name, host, now)) {
      breaches.add(new Breach(Rule.S7, name, host + " is promoted in an announced absence"));
    }
  }

  private void enough(ServiceState service, Instant now, List<Breach> breaches) {
    String name = service.policy().service();
    List<Instant> past = failovers.computeIfAbsent(name, _ -> new ArrayList<>());
    past.removeIf(each -> !each.plus(DAY).isAfter(now));
    if (past.size() >= service.policy().maxFailoversPerDay()) {
      breaches.add(
          new Breach(
              Rule.S24, name, past.size() + " automatic promotions in 24 h are not acknowledged"));
    }
    intents.add(() -> past.add(now));
  }

  private void silent(ServiceState service, String from, Instant now, List<Breach> breaches) {
    String name = service.policy().service();
    Timing timing = service.policy().timing();
    Duration quiet = timing.heartbeatTimeout().plus(timing.recoveryWait());
    Instant life = evidence.life(name, from, service.policy().timing().heartbeatTimeout());
    if (!life.equals(Instant.MIN) && life.plus(quiet).isAfter(now)) {
      breaches.add(new Breach(Rule.S2, name, from + " showed life at " + life));
    }
    @Nullable Instant ended = evidence.roundEnd(name, from);
    boolean fresh =
        ended != null && !ended.plus(timing.probeTimeout()).plusSeconds(1).isBefore(now);
    boolean down =
        evidence.results(name, from).values().stream()
            .anyMatch(each -> each.verdict() == Verdict.DOWN);
    if (!fresh || !down) {
      breaches.add(
          new Breach(
              Rule.S2,
              name,
              from + " was last probed at " + ended + (down ? "" : ", nothing was down")));
    }
  }

  private void fenced(
      ServiceState service, Takeover takeover, String from, Instant now, List<Breach> breaches) {
    String name = service.policy().service();
    HostPolicy host = service.policy().host(from).orElse(null);
    if (host == null || service.policy().fence() == Fence.NONE) {
      return;
    }
    PortId port = host.port().orElse(null);
    if (takeover.unfenced() != null || port == null) {
      if (!host.unfencedAllowed()) {
        breaches.add(new Breach(Rule.S3, name, from + " is not fenced: " + takeover.unfenced()));
      }
      return;
    }
    // A round that began before the port went off and ended after it proves nothing.
    Instant life = evidence.lifeBegan(name, from);
    if (service.policy().fence() == Fence.HOLD_OFF) {
      Evidence.Dark dark = evidence.dark(port);
      Duration proof = service.policy().timing().fenceProof();
      boolean proven =
          dark != null
              && dark.readings() >= Evidence.PROOF_READINGS
              && !dark.since().plus(proof).isAfter(dark.newest())
              && !dark.newest().plusSeconds(6).isBefore(now)
              && (life.equals(Instant.MIN) || dark.since().isAfter(life));
      if (!proven) {
        breaches.add(
            new Breach(
                Rule.S3,
                name,
                "port " + port + " of " + from + " is not proven off: " + dark + ", life " + life));
      }
    } else {
      Instant when = cut.get(port);
      boolean since =
          when != null
              && (life.equals(Instant.MIN) || when.isAfter(life))
              && when.isAfter(evidence.lastBlind());
      if (!since) {
        breaches.add(
            new Breach(
                Rule.S3, name, "port " + port + " of " + from + " was not cycled since " + life));
      }
    }
  }

  /** An off command left for that port. */
  void cut(PortId port, Instant now) {
    intents.add(() -> cut.put(port, now));
  }

  /** An on command left: until now, at least, a port that had been cut was dark. */
  void lit(PortId port, Instant now) {
    intents.add(() -> cut.computeIfPresent(port, (_, _) -> now));
  }

  // --- a demote order ---

  void demote(ServiceState service, Order order, List<Breach> breaches) {
    String name = service.policy().service();
    Phase phase = service.book().phase();
    boolean leads = order.host().equals(service.book().leader());
    if (leads && !(phase instanceof Phase.Deposing)) {
      breaches.add(new Breach(Rule.S16, name, "the leader " + order.host() + " is demoted"));
    }
    // The order stands once it was given; a repeat of it decides nothing anew.
    boolean first = !order.id().equals(deposed.get(name));
    if (leads) {
      intents.add(() -> deposed.put(name, order.id()));
    }
    if (leads
        && first
        && phase instanceof Phase.Deposing deposing
        && deposing.takeover().cause() == Takeover.Cause.FAILBACK
        && !deposing.takeover().force()
        && !Evidence.isAllUp(evidence.results(name, deposing.takeover().to()))) {
      breaches.add(
          new Breach(
              Rule.S15,
              name,
              order.host() + " is demoted and " + deposing.takeover().to() + " is not up"));
    }
  }

  // --- life ---

  List<Breach> alive(ServiceState before, ServiceState after, Signal.Heartbeat beat, Duration age) {
    // One that waited longer than the time-out in our own queue says nothing of now.
    boolean fresh = age.compareTo(before.policy().timing().heartbeatTimeout()) < 0;
    boolean against =
        fresh
            && before.book().phase() instanceof Phase.Suspect
            && beat.host().equals(before.book().leader());
    return against && after.book().phase() instanceof Phase.Suspect
        ? List.of(
            new Breach(Rule.S12, beat.service(), beat.host() + " is heard and still suspected"))
        : List.of();
  }
}
