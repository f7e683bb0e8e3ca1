package io.piha.console;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.CheckView;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.Broker;
import io.piha.engine.Snapshot.Control;
import io.piha.engine.Snapshot.Freeze;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.IncidentView;
import io.piha.engine.Snapshot.Mood;
import io.piha.engine.Snapshot.Next;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.ProbeView;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.engine.Snapshot.SwitchView;
import io.piha.engine.Snapshot.WhyStep;
import io.piha.engine.Snapshot.WitnessView;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Pictures as the engine would make them, of the states an operator meets. */
public final class Estates {

  public static final Instant NOW = Instant.parse("2026-11-12T03:13:05Z");
  public static final Duration LIMIT = Duration.ofSeconds(90);

  private Estates() {}

  public static Snapshot calm() {
    return site(
        service(
            "normal",
            Optional.of("haos"),
            "haos leads home-assistant; last heartbeat 4 s ago.",
            List.of(
                step("Leader", "haos, epoch 7, since 12 Nov 08:14", Mood.PLAIN),
                step("Alive", "last heartbeat 4 s ago; both probes up", Mood.PLAIN),
                step("Standby", "fit: probes up, not frozen", Mood.PLAIN),
                step(
                    "If haos fell silent now",
                    "power cycle after 90 s, standby leads about 2 min 41 s after the last"
                        + " heartbeat",
                    Mood.PLAIN)),
            haos("leader", 4, up("supervisor", 38), up("core", 21)),
            standby("observing", 2)));
  }

  public static Snapshot incident() {
    var haos = haos("recovering", 127, down("supervisor", "refused"), down("core", "refused"));
    var service =
        new ServiceView(
            "home-assistant",
            "recovering",
            Optional.of("haos"),
            Optional.of(NOW.minusSeconds(86_400 * 3)),
            7,
            312,
            thawed(),
            "haos is silent. Power was cycled; standby takes over in 0:37.",
            List.of(
                step("Silent", "no heartbeat from haos for 2 min 7 s; the limit is 90 s", Mood.BAD),
                step("Verified", "supervisor and core both refused at 03:12:31", Mood.BAD),
                step(
                    "I can see",
                    "broker connected, witness answers, own loop never stalled",
                    Mood.PLAIN),
                step(
                    "Reset",
                    "port rack/8 cycled at 03:12:42, first of 3 today, confirmed by the switch",
                    Mood.PLAIN),
                step(
                    "Next",
                    "if nothing is heard by 03:13:42, standby is asked to lead with epoch 8",
                    Mood.NOTICE)),
            false,
            List.of("haos is silent", "an incident is open"),
            Optional.of(
                new Next(
                    "promote",
                    "standby",
                    NOW.plusSeconds(37),
                    "unless a heartbeat of haos arrives")),
            List.of(),
            Optional.of(new IncidentView(14, NOW.minusSeconds(35), "open", false)),
            List.of(haos, standby("observing", 3)),
            Optional.empty(),
            3,
            2);
    return site(service);
  }

  public static Snapshot failedOver() {
    var haos =
        new HostView(
            "haos",
            "primary",
            "fenced",
            false,
            Optional.of(NOW.minusSeconds(600)),
            Optional.of(Duration.ofMinutes(10)),
            LIMIT,
            OptionalLong.of(7),
            List.of(down("supervisor", "no route to host"), down("core", "no route to host")),
            Optional.of(
                new PowerView(
                    "rack/8",
                    "off",
                    OptionalDouble.of(0),
                    Optional.of(NOW.minusSeconds(3)),
                    "",
                    true,
                    2,
                    Optional.of(NOW.minusSeconds(480)))),
            Optional.empty(),
            false,
            "its power is held off");
    var service =
        new ServiceView(
            "home-assistant",
            "failed_over",
            Optional.of("standby"),
            Optional.of(NOW.minusSeconds(420)),
            8,
            350,
            thawed(),
            "standby leads home-assistant; haos is fenced and waits for a person.",
            List.of(step("Leader", "standby, epoch 8, since 03:06:05", Mood.NOTICE)),
            false,
            List.of("no other host is fit", "haos is fenced"),
            Optional.empty(),
            List.of(),
            Optional.of(new IncidentView(14, NOW.minusSeconds(520), "open", false)),
            List.of(haos, standby("leader", 5)),
            Optional.empty(),
            3,
            1);
    return site(service);
  }

  public static Snapshot blind() {
    var calm = calm();
    var service =
        with(
            calm.services().getFirst(),
            "blind",
            "The broker is lost: the engine cannot judge and does nothing by itself.",
            List.of(
                step("Lost", "no round trip to the broker since 03:12:20", Mood.BAD),
                step(
                    "Therefore",
                    "no reset and no promotion until it sees again for 90 s",
                    Mood.NOTICE)),
            thawed(),
            List.of("the broker does not answer"));
    return new Snapshot(
        calm.at(),
        calm.control(),
        new Broker(false, NOW.minusSeconds(45), "connection refused"),
        true,
        List.of(service),
        List.of(new WitnessView("192.168.1.1:53", false, "timed out after 3 s")),
        List.of(new SwitchView("rack", "snmp", false, "timed out after 3 s")),
        calm.containers(),
        1,
        0,
        calm.lastAuditId(),
        calm.latest(),
        Optional.empty());
  }

  public static Snapshot frozen() {
    return site(
        with(
            calm().services().getFirst(),
            "normal",
            "haos leads home-assistant; frozen, nothing is promoted by itself.",
            List.of(step("Frozen", "by alice until 08:00; promotion and sync wait", Mood.NOTICE)),
            new Freeze(
                true,
                Optional.of(NOW.minusSeconds(1500)),
                Optional.of(NOW.plusSeconds(17_215)),
                "operator:alice",
                "router swap"),
            List.of("frozen by alice")));
  }

  public static Snapshot leaderless() {
    var haos = haos("out", 400, down("supervisor", "refused"), down("core", "refused"));
    var standby =
        new HostView(
            "standby",
            "standby",
            "observing",
            false,
            Optional.of(NOW.minusSeconds(300)),
            Optional.of(Duration.ofMinutes(5)),
            LIMIT,
            OptionalLong.empty(),
            List.of(down("api", "timed out after 3 s")),
            Optional.empty(),
            Optional.empty(),
            false,
            "its probe is down");
    var service =
        new ServiceView(
            "home-assistant",
            "leaderless",
            Optional.empty(),
            Optional.empty(),
            8,
            400,
            thawed(),
            "Nobody leads home-assistant: no host is fit. A person is needed.",
            List.of(
                step("Tried", "haos: power cycled at 03:07:10, not heard since", Mood.BAD),
                step("Standby", "not fit: its probe is down", Mood.BAD),
                step(
                    "Next",
                    "the first host that passes every probe is asked to lead",
                    Mood.NOTICE)),
            false,
            List.of("nobody leads", "standby: its probe is down"),
            Optional.empty(),
            List.of(),
            Optional.of(new IncidentView(15, NOW.minusSeconds(390), "open", false)),
            List.of(haos, standby),
            Optional.empty(),
            3,
            0);
    return site(service);
  }

  public static Snapshot empty() {
    var calm = calm();
    return new Snapshot(
        NOW,
        calm.control(),
        calm.broker(),
        false,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        0,
        0,
        0,
        List.of(),
        Optional.empty());
  }

  /** Two services, the second in trouble. */
  public static Snapshot two() {
    var calm = calm();
    var other = calm.services().getFirst();
    var second =
        new ServiceView(
            "zigbee2mqtt",
            "suspect",
            other.leader(),
            other.leadsSince(),
            3,
            12,
            thawed(),
            "node-a is silent for 95 s; its probes are asked afresh.",
            List.of(),
            false,
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            other.hosts(),
            Optional.empty(),
            3,
            2);
    return new Snapshot(
        NOW,
        calm.control(),
        calm.broker(),
        false,
        List.of(other, second),
        calm.witnesses(),
        calm.switches(),
        calm.containers(),
        0,
        0,
        calm.lastAuditId(),
        calm.latest(),
        Optional.of("piha.yaml:12:5 heartbeat_timeout is under three heartbeat_every"));
  }

  /** The same picture at another time, with records added on top. */
  public static Snapshot later(Snapshot snapshot, Duration by, AuditRecord... fresh) {
    var latest = new ArrayList<>(List.of(fresh));
    latest.addAll(snapshot.latest());
    long last = latest.isEmpty() ? 0 : latest.getFirst().id();
    return new Snapshot(
        snapshot.at().plus(by),
        snapshot.control(),
        snapshot.broker(),
        snapshot.isolated(),
        snapshot.services(),
        snapshot.witnesses(),
        snapshot.switches(),
        snapshot.containers(),
        snapshot.alertsPending(),
        snapshot.alertsFailed(),
        last,
        latest,
        snapshot.configTrouble());
  }

  /** The same site with another first service. */
  private static final Map<String, io.piha.engine.Surroundings.Cut> CUTS =
      Map.of(
          "rack/8",
          new io.piha.engine.Surroundings.Cut(
              NOW.minusSeconds(86_400 * 12), "drill leader-dies of 2026-02-17T02-00-00-000Z"));

  private static final List<CheckView> CHECKS =
      List.of(
          CheckView.quiet("disk", "data_dir", "12.4 GiB free of 30.0 GiB"),
          CheckView.quiet("clock", "this machine", "right within 0.1 s"),
          CheckView.quiet("broker", "uptime", "up 12 days, 4 s ago"),
          new CheckView(
              "certificate",
              "nas.lan:8883",
              "ends in 12 days, on 2026-03-13",
              CheckView.Level.NOTICE,
              "renew it; without it the connection is refused"));

  public static Snapshot site(ServiceView service) {
    return bare(service).with(bare(service).surroundings().with(CHECKS).with(CUTS));
  }

  private static Snapshot bare(ServiceView service) {
    var latest = audit();
    return new Snapshot(
        NOW,
        new Control(
            "nas", "home", "active", "0.1.0", NOW.minusSeconds(90_000), OptionalLong.empty()),
        new Broker(true, NOW.minusSeconds(90_000), ""),
        false,
        List.of(service),
        List.of(new WitnessView("192.168.1.1:53", true, "")),
        List.of(new SwitchView("rack", "snmp", true, "")),
        Map.of("mariadb", "healthy", "mosquitto", "healthy"),
        0,
        0,
        latest.getFirst().id(),
        latest,
        Optional.empty());
  }

  /** The service with other hosts. */
  public static ServiceView withHosts(ServiceView of, HostView... hosts) {
    return new ServiceView(
        of.name(),
        of.phase(),
        of.leader(),
        of.leadsSince(),
        of.epoch(),
        of.revision() + 1,
        of.freeze(),
        of.why(),
        of.whySteps(),
        of.protectedNow(),
        of.unprotectedBecause(),
        of.next(),
        of.queue(),
        of.incident(),
        List.of(hosts),
        of.operation(),
        of.cyclesPerDay(),
        of.failoversLeft());
  }

  public static HostView haos(String state, int silent, ProbeView... probes) {
    boolean alive = silent < 90;
    return new HostView(
        "haos",
        "primary",
        state,
        alive,
        Optional.of(NOW.minusSeconds(silent)),
        Optional.of(Duration.ofSeconds(silent)),
        LIMIT,
        OptionalLong.of(7),
        List.of(probes),
        Optional.of(
            new PowerView(
                "rack/8",
                "on",
                OptionalDouble.of(5.2),
                Optional.of(NOW),
                "",
                false,
                alive ? 3 : 2,
                alive ? Optional.empty() : Optional.of(NOW.minusSeconds(23)))),
        Optional.empty(),
        alive,
        alive ? "" : "silent");
  }

  public static HostView standby(String state, int silent) {
    return new HostView(
        "standby",
        "standby",
        state,
        true,
        Optional.of(NOW.minusSeconds(silent)),
        Optional.of(Duration.ofSeconds(silent)),
        LIMIT,
        OptionalLong.of(7),
        List.of(up("api", 14)),
        Optional.empty(),
        Optional.empty(),
        true,
        "");
  }

  public static ProbeView up(String name, int millis) {
    return new ProbeView(
        name, "up", "", Duration.ofMillis(millis), Optional.of(NOW.minusSeconds(2)));
  }

  public static ProbeView down(String name, String detail) {
    return new ProbeView(
        name, "down", detail, Duration.ofMillis(1), Optional.of(NOW.minusSeconds(34)));
  }

  public static AuditRecord written(
      long id,
      int secondsAgo,
      Kind kind,
      Severity severity,
      String host,
      String by,
      String reason) {
    return new AuditRecord(
        id,
        NOW.minusSeconds(secondsAgo),
        new Entry(kind, severity, "home-assistant", host, 7L, by, reason, Map.of("port", "rack/8")),
        "0".repeat(64),
        "a3".repeat(32));
  }

  public static Freeze thawed() {
    return new Freeze(false, Optional.empty(), Optional.empty(), "control", "");
  }

  public static WhyStep step(String word, String text, Mood mood) {
    return new WhyStep(word, text, mood);
  }

  private static ServiceView service(
      String phase, Optional<String> leader, String why, List<WhyStep> steps, HostView... hosts) {
    return new ServiceView(
        "home-assistant",
        phase,
        leader,
        Optional.of(NOW.minusSeconds(86_400 * 3)),
        7,
        311,
        thawed(),
        why,
        steps,
        true,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(hosts),
        Optional.empty(),
        3,
        2);
  }

  /** A calm service with that many hosts. */
  public static Snapshot many(int count) {
    ServiceView calm = calm().services().getFirst();
    HostView first = calm.hosts().getFirst();
    var hosts = new ArrayList<HostView>();
    hosts.add(first);
    for (int i = 1; i < count; i++) {
      hosts.add(
          new HostView(
              "host-" + i,
              "standby",
              "observing",
              i % 7 != 0,
              Optional.of(NOW.minusSeconds(i % 30)),
              Optional.of(Duration.ofSeconds(i % 30)),
              first.timeout(),
              first.epoch(),
              first.probes(),
              first.power(),
              first.planned(),
              true,
              ""));
    }
    return site(withHosts(calm, hosts));
  }

  /** The same service with other hosts. */
  public static ServiceView withHosts(ServiceView of, List<HostView> hosts) {
    return new ServiceView(
        of.name(),
        of.phase(),
        of.leader(),
        of.leadsSince(),
        of.epoch(),
        of.revision(),
        of.freeze(),
        of.why(),
        of.whySteps(),
        of.protectedNow(),
        of.unprotectedBecause(),
        of.next(),
        of.queue(),
        of.incident(),
        hosts,
        of.operation(),
        of.cyclesPerDay(),
        of.failoversLeft());
  }

  private static ServiceView with(
      ServiceView of,
      String phase,
      String why,
      List<WhyStep> steps,
      Freeze freeze,
      List<String> missing) {
    return new ServiceView(
        of.name(),
        phase,
        of.leader(),
        of.leadsSince(),
        of.epoch(),
        of.revision() + 1,
        freeze,
        why,
        steps,
        missing.isEmpty(),
        missing,
        of.next(),
        of.queue(),
        of.incident(),
        of.hosts(),
        of.operation(),
        of.cyclesPerDay(),
        of.failoversLeft());
  }

  private static List<AuditRecord> audit() {
    return List.of(
        written(
            46,
            23,
            Kind.POWER_CYCLED,
            Severity.WARNING,
            "haos",
            "control",
            "rack/8 was off for 8 s, confirmed, and delivers again"),
        written(
            45,
            34,
            Kind.RECOVERY_STARTED,
            Severity.WARNING,
            "haos",
            "control",
            "no heartbeat for 92 s, limit 90 s; both probes refused"),
        written(
            44,
            35,
            Kind.HEARTBEAT_LOST,
            Severity.WARNING,
            "haos",
            "control",
            "last heard 03:10:58"),
        written(
            43,
            1600,
            Kind.PROMOTE_FAILED,
            Severity.CRITICAL,
            "standby",
            "control",
            "not acknowledged within 30 s"),
        written(42, 1900, Kind.THAWED, Severity.INFO, "", "operator:alice", "router swap done"),
        written(41, 2500, Kind.FROZEN, Severity.INFO, "", "operator:alice", "router swap"),
        written(
            40,
            9000,
            Kind.LEADER_ADOPTED,
            Severity.INFO,
            "haos",
            "control",
            "retained state names haos with epoch 7"));
  }
}
