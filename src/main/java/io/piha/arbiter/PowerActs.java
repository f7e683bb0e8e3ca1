package io.piha.arbiter;

import io.piha.arbiter.PortState.Act;
import io.piha.arbiter.PortState.Doing;
import io.piha.arbiter.PortState.Hold;
import io.piha.arbiter.PortState.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a port once the guard let it happen: command, read back, and believe only what
 * was read.
 *
 * <pre>
 *   cycle    OFF_COMMANDED ▶ OFF_READING ▶ OFF_CONFIRMED ▶ ON_COMMANDED ▶ ON_READING ▶ done
 *   hold     OFF_COMMANDED ▶ OFF_READING (off in every reading over fence_proof, three at least) ▶ held
 *   restore  ON_COMMANDED ▶ ON_READING ▶ done, commanded again for as long as power is owed
 * </pre>
 *
 * A command is sent at most once for one decision; after a crash, or an answer that leaves it open
 * whether it took effect, reality is read and decided on anew (rule S10).
 */
final class PowerActs {

  private static final int PROOF_READINGS = 3;

  /** A switch can be that late with what it was told. */
  private static final Duration LATE = Duration.ofMinutes(10);

  private PowerActs() {}

  static void onSet(PortDesk port, Signal.PortSet set) {
    Act act = port.act();
    if (act == null || !set.actId().startsWith(act.id() + "/")) {
      return;
    }
    Instant now = port.turn.now;
    switch (act.step()) {
      case OFF_COMMANDED -> {
        switch (set.answer()) {
          case ACCEPTED, UNKNOWN -> {
            port.act(act.at(Step.OFF_READING, now));
            port.read();
          }
          case REFUSED, NOT_SENT -> {
            PowerGuard.uncount(port, act.id());
            String why =
                set.answer() == Signal.SetAnswer.REFUSED
                    ? "the switch refused to switch " + port.id + " off: " + set.why()
                    : "the command to switch " + port.id + " off was too late and was not sent";
            port.act(null);
            port.owed(null);
            failed(port, act, why, false);
          }
        }
      }
      case ON_COMMANDED -> {
        port.act(act.switched(Step.ON_READING, now));
        port.read();
      }
      case OFF_READING, OFF_CONFIRMED, ON_READING -> {}
    }
  }

  static void onRead(PortDesk port, Signal.PortRead read) {
    Instant now = port.turn.now;
    port.touch();
    port.readAsked = null;
    port.answeredAt = now;
    if (read.reading().isPresent()) {
      port.reading = read.reading().get();
      port.readAt = read.startedAt();
      port.trouble = "";
      port.troubleSince = null;
    } else {
      if (port.trouble.isEmpty()) {
        port.troubleSince = now;
      }
      port.trouble = read.why().isEmpty() ? "no answer" : read.why();
    }
    Act act = port.act();
    PortReading reading = read.reading().orElse(null);
    if (act == null) {
      lateEffect(port, reading);
      return;
    }
    if (port.resumed) {
      if (reading != null) {
        port.resumed = false;
        resume(port, act, reading);
      }
      return;
    }
    if (read.startedAt().isBefore(act.stepAt())) {
      return;
    }
    switch (act.step()) {
      case OFF_READING -> offRead(port, act, reading);
      case ON_READING -> onRead(port, act, reading);
      case OFF_COMMANDED, OFF_CONFIRMED, ON_COMMANDED -> {}
    }
  }

  /** A command that was given up took effect after all: the port is lit again (S8). */
  private static void lateEffect(PortDesk port, @Nullable PortReading reading) {
    if (reading == null || reading.adminOn() || port.hold() != null || port.owedSince() != null) {
      return;
    }
    Instant from = port.turn.now.minus(LATE);
    for (PortState.Count each : port.ledger()) {
      if (each.at().isAfter(from)) {
        port.owed(port.turn.now);
      }
    }
  }

  private static void offRead(PortDesk port, Act act, @Nullable PortReading reading) {
    Instant now = port.turn.now;
    // A switch that can only cycle leaves the port enabled and takes the power away for a while.
    boolean dips = act.doing() == Doing.CYCLE && PowerTiming.isCycler(port);
    if (reading == null || !(dips ? reading.isDark() : reading.isOff())) {
      port.act(act.read(null, 0));
      return;
    }
    if (act.doing() == Doing.CYCLE) {
      port.act(act.at(Step.OFF_CONFIRMED, now));
      port.note(Kind.POWER_OFF, Severity.INFO, act, PortWords.off(port), Map.of());
      return;
    }
    // Where in its first reading the port was off is not known: the proof begins at its end.
    Instant since = act.offSince() == null ? now : act.offSince();
    int readings = act.offReadings() + 1;
    Act further = act.read(since, readings);
    port.act(further);
    Duration proof = PowerTiming.proofTime(port, act);
    if (readings >= PROOF_READINGS && !since.plus(proof).isAfter(now)) {
      port.act(null);
      port.owed(null);
      Hold held = port.hold();
      List<String> services =
          held == null || held.services().contains(act.service())
              ? (held == null ? List.of(act.service()) : held.services())
              : Desk.with(held.services(), act.service());
      port.hold(new Hold(services, act.host(), held == null ? now : held.since(), now));
      port.note(
          Kind.FENCED,
          Severity.WARNING,
          act,
          act.host()
              + " is fenced: port "
              + port.id
              + " reads off and not delivering in "
              + readings
              + " readings over "
              + Words.span(Duration.between(since, now)),
          Map.of("readings", (long) readings));
      port.turn.news(new PortNews.Proven(port.id, act.id()));
    }
  }

  private static void onRead(PortDesk port, Act act, @Nullable PortReading reading) {
    if (reading == null || !reading.adminOn()) {
      return;
    }
    Instant now = port.turn.now;
    boolean late = !act.stepAt().plus(PowerTiming.deadline(port)).isAfter(now);
    if (reading.isDelivering() || late) {
      port.act(null);
      port.owed(null);
      String flows =
          reading.isDelivering() ? "delivers power again" : "is on but delivers nothing yet";
      if (act.doing() == Doing.CYCLE) {
        port.note(
            Kind.POWER_CYCLED,
            Severity.WARNING,
            act,
            PortWords.wasOff(port) + " and " + flows,
            Map.of("automatic", act.automatic()));
        port.turn.news(new PortNews.Cycled(port.id, act.id(), now));
      } else {
        port.note(Kind.POWER_ON, Severity.INFO, act, "port " + port.id + " " + flows, Map.of());
        port.turn.news(new PortNews.Restored(port.id));
      }
    }
  }

  /** The first reading after a restart decides how an interrupted act goes on. */
  private static void resume(PortDesk port, Act act, PortReading reading) {
    Instant now = port.turn.now;
    switch (act.step()) {
      case OFF_COMMANDED, OFF_READING -> {
        if (!reading.adminOn()) {
          if (act.doing() == Doing.CYCLE) {
            // The off time began with the command, before the crash.
            port.act(act.at(Step.OFF_CONFIRMED, act.stepAt()));
          } else {
            port.act(act.at(Step.OFF_READING, now));
            port.read();
          }
        } else {
          port.act(null);
          // The command may have been on its way: the port is switched on, which harms nothing.
          port.owed(now);
          failed(
              port,
              act,
              "interrupted by a restart; port " + port.id + " reads on, so nothing is repeated",
              true);
        }
      }
      case OFF_CONFIRMED -> {}
      case ON_COMMANDED, ON_READING -> {
        if (reading.adminOn()) {
          Act reads = act.switched(Step.ON_READING, now);
          port.act(reads);
          onRead(port, reads, reading);
        } else {
          commandOn(port, act);
        }
      }
    }
  }

  static void onDue(PortDesk port) {
    Act act = port.act();
    Instant now = port.turn.now;
    if (act == null) {
      Hold hold = port.hold();
      if (hold == null && port.owedSince() != null) {
        var users = port.users();
        if (users.isEmpty()) {
          port.owed(null);
        } else {
          PowerGuard.restore(port, users.getFirst().getKey().service, users.getFirst().getValue());
        }
      }
      return;
    }
    if (port.resumed) {
      port.read();
      return;
    }
    Duration limit = PowerTiming.deadline(port);
    switch (act.step()) {
      case OFF_COMMANDED -> {
        if (!act.stepAt().plus(limit).plus(PowerTiming.COMMAND_GRACE).isAfter(now)) {
          port.act(act.at(Step.OFF_READING, now));
          port.read();
        }
      }
      case OFF_READING -> {
        Instant until = act.stepAt().plus(limit);
        if (act.doing() == Doing.HOLD) {
          until = until.plus(PowerTiming.proofTime(port, act));
        }
        if (!until.isAfter(now)) {
          offFailed(port, act);
        } else {
          port.read();
        }
      }
      case OFF_CONFIRMED -> {
        if (!act.stepAt().plus(PowerTiming.offTime(port)).isAfter(now)) {
          commandOn(port, act);
        }
      }
      case ON_COMMANDED -> {
        if (!act.stepAt().plus(limit).plus(PowerTiming.COMMAND_GRACE).isAfter(now)) {
          port.act(act.switched(Step.ON_READING, now));
          port.read();
        }
      }
      case ON_READING -> {
        PortReading reading = port.reading;
        boolean late = !act.stepAt().plus(limit).isAfter(now);
        if (late && reading != null && reading.adminOn() && port.trouble.isEmpty()) {
          onRead(port, act, reading);
        } else if (late) {
          stillDark(port, act, limit);
        } else {
          port.read();
        }
      }
    }
  }

  /**
   * Owed power is owed until it flows; people are told once. A cycle that gets no further is over:
   * whoever waits for it must not wait for ever.
   */
  private static void stillDark(PortDesk port, Act act, Duration limit) {
    String why =
        "port "
            + port.id
            + " does not read on "
            + Words.span(limit)
            + " after it was switched on ("
            + PortWords.state(port)
            + "); trying again until it does";
    if (act.doing() == Doing.CYCLE) {
      failed(port, act, why, false);
      Act lighting = PowerGuard.light(port, act.service(), act.host(), act.incident());
      port.act(lighting.read(null, 1)); // people were told just now
      return;
    }
    if (act.offReadings() == 0) {
      port.note(Kind.POWER_FAILED, Severity.CRITICAL, act, why, Map.of());
    }
    commandOn(port, act.read(null, 1));
  }

  private static void offFailed(PortDesk port, Act act) {
    String why =
        "the switch took the command, but port "
            + port.id
            + " did not read off within "
            + Words.span(PowerTiming.deadline(port))
            + " ("
            + PortWords.state(port)
            + ")";
    port.act(null);
    // A late effect may still come: power is owed until the port reads on, or is wanted off.
    port.owed(port.turn.now);
    failed(port, act, why, false);
  }

  private static void failed(PortDesk port, Act act, String why, boolean interrupted) {
    switch (act.doing()) {
      case CYCLE -> {
        port.note(
            Kind.POWER_FAILED,
            interrupted ? Severity.WARNING : Severity.CRITICAL,
            act,
            "power cycle of " + act.host() + " failed: " + why,
            Map.of("outcome", interrupted ? "unknown" : "failed"));
        port.turn.news(new PortNews.CycleFailed(port.id, act.id(), why));
      }
      case HOLD -> {
        port.note(
            Kind.FENCE_FAILED,
            interrupted ? Severity.WARNING : Severity.CRITICAL,
            act,
            act.host() + " could not be fenced: " + why,
            Map.of());
        port.turn.news(new PortNews.HoldFailed(port.id, act.id(), why, interrupted));
      }
      case RESTORE -> {}
    }
  }

  /** A host of the machine whose port is, or is being, proven off was heard: it lives. */
  static void refute(PortDesk port, String how) {
    String heard = how + " though port " + port.id + " reads off";
    refuted(port, heard, heard + ": it has another supply, or it is not its port");
  }

  /** A port that is held, and reads on. */
  static void lit(PortDesk port) {
    String read = "port " + port.id + " reads on again, and not by this control plane";
    refuted(port, read, read);
  }

  private static void refuted(PortDesk port, String why, String said) {
    Act act = port.act();
    if (act != null && act.doing() == Doing.HOLD) {
      if (act.step() == Step.OFF_READING && act.offReadings() > 0) {
        port.act(null);
        port.owed(port.turn.now);
        failed(port, act, why, false);
      }
      return;
    }
    Hold hold = port.hold();
    if (hold != null && hold.provenAt() != null) {
      port.hold(new Hold(hold.services(), hold.host(), hold.since(), null));
      for (Map.Entry<Desk, String> user : port.users()) {
        if (hold.services().contains(user.getKey().service)) {
          user.getKey()
              .note(
                  Kind.FENCE_FAILED,
                  Severity.CRITICAL,
                  user.getValue(),
                  said + "; the fence of " + user.getValue() + " is refuted",
                  Map.of("port", port.id.toString()));
        }
      }
      port.turn.news(new PortNews.HoldFailed(port.id, "", why, false));
    }
  }

  private static void commandOn(PortDesk port, Act act) {
    String id = port.nextActId();
    port.act(act.switched(Step.ON_COMMANDED, port.turn.now));
    port.command(act.id() + "/on-" + id.substring(id.indexOf('#') + 1), true);
  }
}
