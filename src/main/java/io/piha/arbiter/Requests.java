package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people and other programs ask for, checked by the same judgement as everything else. The
 * answer tells what was begun, or which rule stands against it.
 */
final class Requests {

  private Requests() {}

  /** What is said to a request. */
  sealed interface Ruling {
    /** It is done, or begun. */
    record Accept(String what, Runnable act) implements Ruling {}

    /** It is not, why, and in how long that reason is gone. */
    record Refuse(String why, Optional<Duration> again) implements Ruling {}
  }

  static void handle(Desk desk, Request request) {
    Ruling ruling = judge(desk, request);
    Map<String, Object> detail = detail(request);
    String asked =
        request.command().word() + (request.host().isEmpty() ? "" : " " + request.host());
    String because = request.reason().isEmpty() ? "" : " (\"" + request.reason() + "\")";
    switch (ruling) {
      case Ruling.Accept(String what, Runnable act) -> {
        desk.noteBy(
            request.by(),
            Kind.REQUEST_ACCEPTED,
            Severity.INFO,
            request.host().isEmpty() ? null : request.host(),
            asked + because + (request.dryRun() ? ", dry run: " : ": ") + what,
            detail);
        if (!request.dryRun()) {
          act.run();
        }
        desk.turn.effect(new Effect.Answer(request.id(), true, what));
      }
      case Ruling.Refuse(String why, Optional<Duration> again) -> {
        desk.noteBy(
            request.by(),
            Kind.REQUEST_REFUSED,
            Severity.WARNING,
            desk.knows(request.host()) ? request.host() : null,
            asked + because + " refused: " + why,
            detail);
        desk.turn.effect(new Effect.Answer(request.id(), false, why, again));
      }
    }
  }

  private static Map<String, Object> detail(Request request) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("request", request.id());
    detail.put("command", request.command().word());
    if (!request.subject().isEmpty()) {
      detail.put("subject", request.subject());
    }
    flag(detail, "force", request.force());
    flag(detail, "override_guard", request.overrideGuard());
    flag(detail, "override_incident", request.overrideIncident());
    flag(detail, "dry_run", request.dryRun());
    return detail;
  }

  private static void flag(Map<String, Object> detail, String name, boolean value) {
    if (value) {
      detail.put(name, true);
    }
  }

  static Ruling refuse(String why) {
    return new Ruling.Refuse(why, Optional.empty());
  }

  private static Ruling judge(Desk desk, Request request) {
    if (request.replayed()) {
      return refuse("a retained request never has an effect (S14)");
    }
    if (request.revision().isPresent() && request.revision().getAsLong() != desk.revision()) {
      return refuse(
          "state changed: the request was made for revision "
              + request.revision().getAsLong()
              + ", now it is "
              + desk.revision());
    }
    if (request.command().namesHost() && !desk.knows(request.host())) {
      return refuse(
          request.host().isEmpty()
              ? request.command().word() + " needs a host"
              : "there is no host " + request.host() + " in " + desk.service);
    }
    return switch (request.command()) {
      case PROMOTE -> promote(desk, request);
      case DEMOTE -> demote(desk, request);
      case FREEZE -> freeze(desk, request);
      case THAW -> thaw(desk, request);
      case RESET -> reset(desk, request);
      case FAILBACK -> failback(desk, request);
      case ACK -> ack(desk);
      case SYNC -> MirrorRequests.request(desk, request);
      case REINSTALL, RESTORE, SNAPSHOT -> Chores.request(desk, request);
      case HANDOVER -> HandingOver.request(desk, request);
    };
  }

  // --- leadership ---

  private static Ruling promote(Desk desk, Request request) {
    String host = request.host();
    if (host.equals(desk.leader) && desk.phase() instanceof Phase.Steady) {
      return refuse(host + " leads already, with epoch " + desk.epoch);
    }
    Optional<String> busy = underWay(desk);
    if (busy.isPresent()) {
      return refuse(busy.get());
    }
    Optional<String> rebuilt = Chores.rebuilding(desk, host);
    if (rebuilt.isPresent()) {
      return refuse(rebuilt.get());
    }
    if (Vacancy.held(desk, host)) {
      return refuse("the port of " + host + " is held off; reset it, or use failback");
    }
    Optional<String> unfit =
        Judgement.probesUnfit(desk.host(host), desk.timing, desk.vitals(host), desk.now());
    if (unfit.isPresent() && !request.force()) {
      return refuse(host + " is not fit: " + unfit.get() + " (S7; force passes this)");
    }
    String from = whoLed(desk);
    String reason = request.reason().isEmpty() ? request.by() + " asked for it" : request.reason();
    Takeover takeover =
        new Takeover(
            host,
            from,
            Takeover.Cause.REQUEST,
            request.force(),
            request.id(),
            request.by(),
            reason,
            null,
            null);
    if (from == null || from.equals(host)) {
      return new Ruling.Accept(
          host + " is ordered to lead with epoch " + (desk.highest + 1),
          () -> start(desk, takeover, () -> Succession.claim(desk, takeover, "nobody else led")));
    }
    if (desk.vitals(from).absentAt(desk.now()) && !request.force()) {
      return refuse(from + " announced an absence; it is not fenced for that (S22; force passes)");
    }
    boolean alive = Judgement.aliveNow(desk, from);
    if (alive && desk.leader != null) {
      return new Ruling.Accept(
          from
              + " is ordered to demote; when it has acknowledged, "
              + host
              + " is ordered to lead with epoch "
              + (desk.highest + 1),
          () -> start(desk, takeover, () -> Depose.begin(desk, takeover)));
    }
    String silent = from + (alive ? " lives and does not lead" : " does not answer");
    Optional<String> no = fenceRefusal(desk, from);
    if (no.isPresent() && !request.force() && !desk.host(from).unfencedAllowed()) {
      return refuse(silent + " and cannot be fenced: " + no.get() + " (S3; force passes this)");
    }
    return new Ruling.Accept(
        silent
            + "; "
            + Isolation.foretold(desk, no)
            + ", then "
            + host
            + " is ordered to lead with epoch "
            + (desk.highest + 1),
        () -> start(desk, takeover, () -> Isolation.fence(desk, takeover)));
  }

  private static void start(Desk desk, Takeover takeover, Runnable act) {
    desk.operation(takeover.requestId(), "promote", "running", takeover.reason());
    act.run();
  }

  private static Optional<String> fenceRefusal(Desk desk, String from) {
    return switch (desk.policy.fence()) {
      case NONE -> Optional.empty();
      case CYCLE ->
          Isolation.cycleIsNoFence(desk, from) == null
              ? Optional.empty()
              : desk.host(from).port().isEmpty()
                  ? Optional.of(from + " has no power port")
                  : PowerGuard.refusal(
                          desk.turn.port(desk.host(from).port().get()),
                          desk,
                          from,
                          PortState.Doing.CYCLE,
                          false,
                          true)
                      .map(Refusal::why);
      case HOLD_OFF -> {
        var port = desk.host(from).port();
        if (port.isEmpty()) {
          yield Optional.of(from + " has no power port");
        }
        PortDesk at = desk.turn.port(port.get());
        yield at.hold() != null && at.act() == null
            ? Optional.empty()
            : PowerGuard.refusal(at, desk, from, PortState.Doing.HOLD, false, false)
                .map(Refusal::why);
      }
    };
  }

  private static @Nullable String whoLed(Desk desk) {
    if (desk.leader != null) {
      return desk.leader;
    }
    return desk.phase() instanceof Phase.Leaderless leaderless ? leaderless.former() : null;
  }

  /** A change of leadership that is under way keeps every other out. */
  static Optional<String> underWay(Desk desk) {
    Takeover takeover = desk.phase().takeover();
    return takeover == null
        ? Optional.empty()
        : Optional.of(
            "a change of leadership to "
                + takeover.to()
                + " is under way ("
                + takeover.reason()
                + ")");
  }

  private static Ruling demote(Desk desk, Request request) {
    String host = request.host();
    if (host.equals(desk.leader)) {
      return desk.host(host).role() == Role.PRIMARY
          ? refuse(host + " is the primary; use promote for the host that shall lead instead")
          : failback(desk, request);
    }
    if (desk.contests().containsKey(host) || desk.vitals(host).claim() == HostClaim.LEADER) {
      if (host.equals(desk.holder)) {
        return refuse(host + " holds the current epoch " + desk.highest + " (S16)");
      }
      return new Ruling.Accept(
          host + " is ordered to demote with epoch " + desk.highest,
          () -> desk.demote(host, request.by() + " asked for it"));
    }
    return refuse(host + " does not lead");
  }

  private static Ruling failback(Desk desk, Request request) {
    Optional<String> no = Failback.refusal(desk, request.force());
    if (no.isPresent()) {
      return refuse(no.get());
    }
    String primary = desk.policy.primary().name();
    return new Ruling.Accept(
        (Vacancy.held(desk, primary) ? "the port of " + primary + " is switched on; " : "")
            + "when "
            + primary
            + " answers all its probes, "
            + desk.leader
            + " is ordered to demote and "
            + primary
            + " to lead with epoch "
            + (desk.highest + 1),
        () -> Failback.begin(desk, request));
  }

  private static Ruling ack(Desk desk) {
    int open = desk.incidents().size();
    boolean counted = !desk.failovers.isEmpty();
    return new Ruling.Accept(
        open == 0 && !counted ? "nothing was open" : "acknowledged",
        () -> {
          if (open > 0 || counted) {
            desk.note(
                Kind.ACKNOWLEDGED,
                Severity.INFO,
                null,
                open
                    + (open == 1 ? " incident" : " incidents")
                    + " acknowledged; automatic promotions are counted anew");
            desk.acknowledge(desk.phase() instanceof Phase.Steady);
          }
        });
  }

  // --- freeze ---

  private static Ruling freeze(Desk desk, Request request) {
    Instant now = desk.now();
    Optional<Duration> until = request.until();
    return new Ruling.Accept(
        "frozen"
            + until.map(d -> " for " + Words.span(d)).orElse(", until thawed")
            + ": nothing is promoted by itself and nothing is synced",
        () -> {
          desk.freeze(Book.FreezeFlag.of(now, until, request.by(), request.reason()));
          desk.noteBy(
              request.by(),
              Kind.FROZEN,
              Severity.WARNING,
              null,
              "frozen"
                  + until.map(d -> " for " + Words.span(d)).orElse("")
                  + (request.reason().isEmpty() ? "" : ": " + request.reason()),
              Map.of());
        });
  }

  private static Ruling thaw(Desk desk, Request request) {
    if (!desk.frozen()) {
      return new Ruling.Accept("it was not frozen", () -> {});
    }
    return new Ruling.Accept(
        "thawed",
        () -> thaw(desk, request.by(), request.reason().isEmpty() ? "thawed" : request.reason()));
  }

  static void thaw(Desk desk, String by, String why) {
    desk.freeze(null);
    desk.noteBy(by, Kind.THAWED, Severity.INFO, null, why, Map.of());
    Claims.anew(desk);
  }

  // --- power ---

  private static Ruling reset(Desk desk, Request request) {
    String host = request.host();
    HostPolicy policy = desk.host(host);
    if (policy.port().isEmpty()) {
      return refuse(host + " has no power port");
    }
    Optional<String> busy = underWay(desk).or(() -> Chores.needsPower(desk, request));
    if (busy.isPresent()) {
      return refuse(busy.get());
    }
    PortDesk port = desk.turn.port(policy.port().get());
    if (port.hold() != null) {
      if (SharedPort.neededElsewhere(desk, policy)) {
        return refuse("another service's promotion rests on port " + port.id + " being off");
      }
      return new Ruling.Accept(
          "port " + port.id + " of " + host + " was held off; it is switched on",
          () -> Isolation.release(desk, request));
    }
    Optional<Refusal> no =
        PowerGuard.refusal(port, desk, host, PortState.Doing.CYCLE, false, request.overrideGuard());
    if (no.isPresent()) {
      String why = no.get().why();
      return new Ruling.Refuse(
          why + (why.endsWith("(S4)") ? "; override_guard passes this" : ""), no.get().again());
    }
    boolean leads = host.equals(desk.leader);
    return new Ruling.Accept(
        "port "
            + port.id
            + " of "
            + host
            + " goes off for "
            + Words.span(desk.turn.policy.guard().offTime())
            + ", then on"
            + (leads ? "; " + host + " leads and will be gone for a boot" : ""),
        () -> cycle(desk, policy, leads, request));
  }

  private static void cycle(Desk desk, HostPolicy host, boolean leads, Request request) {
    if (leads) {
      desk.openIncident(host.name());
    }
    switch (PowerGuard.cycle(desk, host, false, request.overrideGuard())) {
      case Grant.Granted(String actId) -> {
        desk.operation(
            request.id(), "reset", "running", "port " + host.port().orElseThrow() + " goes off");
        if (leads) {
          Instant now = desk.now();
          desk.changeIncident(each -> each.withCycle(new Incident.SpentCycle(actId, now, null)));
          Instant longest =
              now.plus(desk.turn.policy.guard().offTime())
                  .plus(desk.turn.policy.switchDeadline(host.port().orElseThrow()).multipliedBy(2));
          desk.become(new Phase.Recovering(actId, now, longest));
          desk.publish(PublicState.RECOVERING, host.name(), desk.epoch);
        }
      }
      case Grant.Refused(String why) -> desk.operation(request.id(), "reset", "failed", why);
    }
  }
}
