package io.piha.engine;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One picture of a house in trouble, for everything that shows pictures. */
public final class SamplePicture {

  public static final Instant AT = Instant.parse("2026-03-01T02:14:05.120Z");

  private SamplePicture() {}

  public static Snapshot of(String hostName) {
    return new Snapshot(
        AT,
        new Snapshot.Control(
            "nas", "home", "active", "0.1.0", AT.minusSeconds(86_400), OptionalLong.of(7)),
        new Snapshot.Broker(true, AT.minusSeconds(3600), ""),
        false,
        List.of(service(hostName)),
        List.of(new Snapshot.WitnessView("tcp://192.168.1.1:53", true, "")),
        List.of(new Snapshot.SwitchView("rack", "snmp", true, "")),
        Map.of("mariadb", "healthy"),
        1,
        2,
        42,
        List.of(
            record(42, Kind.RECOVERY_STARTED, Severity.WARNING, hostName, "both probes refused"),
            record(41, Kind.HEARTBEAT_LOST, Severity.CRITICAL, hostName, "92 s, limit 90 s")),
        Optional.empty());
  }

  private static AuditRecord record(
      long id, Kind kind, Severity severity, String host, String reason) {
    return new AuditRecord(
        id,
        AT.minusSeconds(43 - id),
        new Entry(kind, severity, "home-assistant", host, 7L, Entry.CONTROL, reason, Map.of()),
        "0".repeat(64),
        "1".repeat(64));
  }

  private static Snapshot.ServiceView service(String hostName) {
    return new Snapshot.ServiceView(
        "home-assistant",
        "recovering",
        Optional.of(hostName),
        Optional.of(AT.minusSeconds(7200)),
        7,
        311,
        new Snapshot.Freeze(false, Optional.empty(), Optional.empty(), "", ""),
        "no heartbeat for 92 s, limit 90 s; both probes refused",
        List.of(
            new Snapshot.WhyStep("seen", "no heartbeat for 92 s", Snapshot.Mood.BAD),
            new Snapshot.WhyStep("verified", "both probes refused", Snapshot.Mood.BAD)),
        false,
        List.of("the leader is silent"),
        Optional.of(
            new Snapshot.Next("power_cycle", hostName, AT.plusSeconds(8), "to bring it back")),
        List.of(new Snapshot.Next("promote", "standby", AT.plusSeconds(68), "if it stays silent")),
        Optional.of(new Snapshot.IncidentView(14, AT.minusSeconds(2), "open", false)),
        List.of(primary(hostName), standby()),
        Optional.empty(),
        3,
        2);
  }

  private static Snapshot.HostView primary(String name) {
    return new Snapshot.HostView(
        name,
        "primary",
        "recovering",
        false,
        Optional.of(AT.minusSeconds(92)),
        Optional.of(Duration.ofSeconds(92)),
        Duration.ofSeconds(90),
        OptionalLong.of(7),
        List.of(
            probe("supervisor", "down", "connection refused"),
            probe("core", "down", "connection refused")),
        Optional.of(
            new Snapshot.PowerView(
                "rack:8",
                "on",
                OptionalDouble.of(4.5),
                Optional.of(AT.minusSeconds(3)),
                "cycling",
                false,
                2,
                Optional.empty())),
        Optional.empty(),
        false,
        "it is silent");
  }

  private static Snapshot.HostView standby() {
    return new Snapshot.HostView(
        "standby",
        "standby",
        "observing",
        true,
        Optional.of(AT.minusSeconds(4)),
        Optional.of(Duration.ofSeconds(4)),
        Duration.ofSeconds(90),
        OptionalLong.empty(),
        List.of(probe("api", "up", "API running.")),
        Optional.empty(),
        Optional.empty(),
        true,
        "all probes up");
  }

  private static Snapshot.ProbeView probe(String name, String verdict, String detail) {
    return new Snapshot.ProbeView(
        name, verdict, detail, Duration.ofMillis(12), Optional.of(AT.minusSeconds(1)));
  }
}
