package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long nobody has led. A port that is held off is lit again when that goes on for too long
 * (rule S8), whatever phase the service is in, frozen or blind.
 */
final class Vacancy {

  /** Beyond a heartbeat time-out, how long a held port may stay dark while nobody leads. */
  private static final Duration DARK = Duration.ofSeconds(60);

  private Vacancy() {}

  /** Since when nobody leads, after the phase has changed. */
  static @Nullable Instant after(Desk desk, @Nullable Instant before) {
    boolean led =
        switch (desk.phase()) {
          case Phase.Steady _, Phase.Ordered _ -> true;
          case Phase.Deposing _ -> desk.leader != null;
          case Phase.Suspect _, Phase.Recovering _ ->
              // A leader whose port is held off cannot lead, whatever the book says.
              desk.leader == null || !held(desk, desk.leader);
          case Phase.FirstLook _,
              Phase.Fencing _,
              Phase.Readying _,
              Phase.Claiming _,
              Phase.Leaderless _ ->
              false;
        };
    if (led) {
      return null;
    }
    return before == null ? desk.now() : before;
  }

  /**
   * When the first held port is owed power; absent while somebody leads or nothing is held. It
   * counts from when both were so: dark, and nobody led.
   */
  static @Nullable Instant due(Desk desk) {
    Instant since = desk.vacantSince();
    Instant due = null;
    if (since != null) {
      for (HostPolicy each : desk.policy.hosts()) {
        due = Claims.earlier(due, due(desk, each, since));
      }
    }
    return due;
  }

  private static @Nullable Instant due(Desk desk, HostPolicy host, Instant since) {
    PortState.Hold hold = host.port().map(id -> desk.turn.port(id).hold()).orElse(null);
    if (hold == null) {
      return null;
    }
    Instant both = hold.since().isAfter(since) ? hold.since() : since;
    return both.plus(desk.timing.heartbeatTimeout()).plus(DARK);
  }

  /** When to look again: a port that another service still needs is looked at every second. */
  static @Nullable Instant nextLook(Desk desk) {
    Instant due = due(desk);
    return due == null || desk.now().isBefore(due) ? due : desk.now().plusSeconds(1);
  }

  /** Lights what has been dark for too long; a takeover that waits on it is over. */
  static void tick(Desk desk) {
    Instant due = due(desk);
    if (due == null || due.isAfter(desk.now())) {
      return;
    }
    switch (desk.phase()) {
      case Phase.Fencing p -> over(desk, p.takeover());
      case Phase.Claiming p -> over(desk, p.takeover());
      case Phase.FirstLook _,
          Phase.Steady _,
          Phase.Suspect _,
          Phase.Recovering _,
          Phase.Deposing _,
          Phase.Readying _,
          Phase.Ordered _,
          Phase.Leaderless _ -> {}
    }
    light(desk);
  }

  private static void over(Desk desk, Takeover takeover) {
    String why =
        "the promotion of "
            + takeover.to()
            + " could not go on while a port is held off and nobody leads";
    desk.operation(takeover.requestId(), Succession.action(desk, takeover), "failed", why);
    Succession.uncount(desk, takeover);
    Leaderless.become(desk, takeover.from(), Phase.Obstacle.NO_FENCE, why);
  }

  private static void light(Desk desk) {
    Instant since = desk.vacantSince();
    if (since == null) {
      return;
    }
    for (HostPolicy host : desk.policy.hosts()) {
      Instant due = due(desk, host, since);
      if (due != null && !due.isAfter(desk.now()) && !SharedPort.neededElsewhere(desk, host)) {
        PortDesk port = desk.turn.port(host.port().orElseThrow());
        desk.note(
            Kind.ATTENTION,
            Severity.WARNING,
            host.name(),
            "nobody has led for too long: port "
                + port.id
                + " of "
                + host.name()
                + " is switched on again (S8)");
        port.hold(null);
        PowerGuard.restore(port, desk.service, host.name());
      }
    }
  }

  /** Why the port of a host is kept off; null when it is not. */
  static PortState.@Nullable Hold hold(Desk desk, String host) {
    PortId port = desk.host(host).port().orElse(null);
    return port == null ? null : desk.turn.port(port).hold();
  }

  static boolean held(Desk desk, String host) {
    return hold(desk, host) != null;
  }
}
