package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether cutting a port would really silence its host, found out without cutting anything: the
 * switch lets us read, the port delivers, the host lives, its address is learned there and nowhere
 * else, and it draws what it lives from. A moved cable and a second supply are found on a quiet
 * day.
 */
final class SelfTest {

  /** A proof is renewed after this long, so that the book is not written with every reading. */
  private static final Duration RENEW = Duration.ofMinutes(10);

  /** Readings may lag behind a host that has just got its power. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  /** Less than any computer draws, W. */
  private static final double NOTHING = 0.3;

  /** An address that was seen longer ago than this says nothing of now. */
  private static final Duration FRESH = Duration.ofMinutes(15);

  private SelfTest() {}

  /** An address that was not heard lately leaves standing where it was seen last. */
  static void learned(PortDesk port, Signal.HostLearned seen) {
    PortState.Learned before = port.learned;
    boolean stands = before != null && before.at().plus(FRESH).isAfter(port.turn.now);
    if (seen.ports().isEmpty() && stands) {
      return;
    }
    port.learned =
        new PortState.Learned(
            seen.mac(), seen.ports().stream().sorted().distinct().toList(), port.turn.now);
    port.touch();
    place(port, port.learned);
  }

  /** A dead host is seen nowhere; then it is where it was seen last, however long ago. */
  private static void place(PortDesk port, PortState.Learned seen) {
    PortState.Learned known = port.elsewhere();
    if (seen.ports().contains(port.id.port())) {
      if (known != null) {
        port.elsewhere(null);
      }
    } else if (!seen.ports().isEmpty() && (known == null || !known.ports().equals(seen.ports()))) {
      port.elsewhere(seen);
    }
  }

  /** Why that port is not the host's: its address was seen last on another one. */
  static Optional<String> moved(PortDesk port, String host) {
    PortState.Learned seen = port.elsewhere();
    return seen == null
        ? Optional.empty()
        : Optional.of(
            "the address of %s (%s) is learned on port %s of %s and not on %s: its cable was moved"
                .formatted(
                    host, seen.mac(), Words.list(seen.ports()), port.id.device(), port.id.port()));
  }

  /** After anything that was heard of the port. */
  static void look(PortDesk port) {
    PortReading reading = port.reading;
    boolean idle =
        reading != null
            && port.trouble.isEmpty()
            && reading.isDelivering()
            && reading.watts().isPresent()
            && reading.watts().getAsDouble() < NOTHING;
    if (idle != (port.idleSince != null)) {
      port.idleSince = idle ? port.turn.now : null;
      port.touch();
    }
    if (reading == null || !port.trouble.isEmpty() || port.act() != null || port.hold() != null) {
      return;
    }
    for (Map.Entry<Desk, String> user : port.users()) {
      Desk desk = user.getKey();
      String host = user.getValue();
      if (Judgement.aliveNow(desk, host)
          && !idle
          && failed(desk, host, port, reading).isEmpty()
          && due(port)) {
        port.proof(new PortState.Proof(host, port.turn.now, how(port, host, reading)));
      }
    }
  }

  /** Power that ended and that nobody here has cut is news, whoever leads. */
  static void darkened(PortDesk port, @Nullable PortReading before) {
    PortReading now = port.reading;
    boolean ours = port.act() != null || port.hold() != null || port.owedSince() != null;
    if (now == null || before == null || ours || !before.isDelivering() || now.isDelivering()) {
      return;
    }
    for (Map.Entry<Desk, String> user : port.users()) {
      user.getKey()
          .note(
              Kind.ATTENTION,
              Severity.WARNING,
              user.getValue(),
              "port "
                  + port.id
                  + (now.adminOn()
                      ? " stopped delivering power to " + user.getValue()
                      : " of " + user.getValue() + " was switched off")
                  + ", and not by this control plane");
    }
  }

  /** Hosts of several services may live from one port; what one of them proves holds for it. */
  static boolean livesThere(PortDesk port, String host) {
    return port.users().stream().anyMatch(each -> each.getValue().equals(host));
  }

  private static boolean due(PortDesk port) {
    PortState.Proof proof = port.proof();
    return proof == null
        || !livesThere(port, proof.host())
        || proof.at().plus(RENEW).isBefore(port.turn.now)
        || (here(port) && !proof.how().contains("address"));
  }

  private static String how(PortDesk port, String host, PortReading reading) {
    return "it delivers"
        + (reading.watts().isPresent()
            ? " " + Math.round(reading.watts().getAsDouble() * 10) / 10.0 + " W"
            : "")
        + ", "
        + host
        + " lives"
        + (here(port) ? ", its address is learned there" : "");
  }

  private static boolean here(PortDesk port) {
    PortState.Learned learned = port.learned;
    return learned != null && learned.ports().contains(port.id.port());
  }

  /** Why cutting the port would not silence that host; empty when nothing speaks against it. */
  static Optional<String> failed(Desk desk, String host, PortDesk port, PortReading reading) {
    Instant now = desk.now();
    boolean alive = Judgement.aliveNow(desk, host);
    if (!reading.isDelivering()) {
      String said =
          "port " + port.id + " reads " + reading.word() + " and delivers no power, though " + host;
      return Optional.of(
          alive
              ? said + " lives: it has a second supply, or sits on another port"
              : said + " should live from it");
    }
    Optional<String> moved = moved(port, host);
    if (moved.isPresent()) {
      return moved;
    }
    Instant idle = port.idleSince;
    if (alive && idle != null && idle.plus(IDLE).isBefore(now)) {
      return Optional.of(
          "port "
              + port.id
              + " delivers, but nothing has been drawn for "
              + Words.since(idle, now)
              + ", though "
              + host
              + " lives: it has a second supply");
    }
    return Optional.empty();
  }
}
