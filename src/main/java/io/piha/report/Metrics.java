package io.piha.report;

import io.piha.arbiter.Kind;
import io.piha.engine.BootsView;
import io.piha.engine.Snapshot;
import io.piha.journal.BootTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The picture as Prometheus text, format 0.0.4.
 *
 * <p>Every family has all its label sets from the first scrape on, so that {@code absent()} and
 * {@code sum()} mean what they say. Moments are Unix times in seconds and never ages; 0 stands for
 * "never". The families are listed in {@code docs/dashboard.md}.
 */
final class Metrics {

  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final List<String> PHASES =
      List.of(
          "normal",
          "suspect",
          "recovering",
          "promoting",
          "failed_over",
          "maintenance",
          "failing_back",
          "conflict",
          "leaderless",
          "blind");
  private static final List<String> POWER = List.of("on", "off", "fault", "unknown");

  private final MetricText out = new MetricText();
  private final Snapshot shot;

  private Metrics(Snapshot shot) {
    this.shot = shot;
  }

  /**
   * Writes all families.
   *
   * @param tally counts audit records
   * @param loopTurnedMillis wall time of the loop's last turn, Unix milliseconds
   */
  static String text(Snapshot shot, long loopTurnedMillis, Tally tally) {
    Metrics metrics = new Metrics(shot);
    metrics.control(loopTurnedMillis);
    metrics.sight();
    metrics.services();
    metrics.hosts();
    metrics.probes();
    metrics.power();
    metrics.boots();
    metrics.records(tally);
    metrics.channels();
    metrics.upkeep();
    return metrics.out.toString();
  }

  private void control(long loopTurnedMillis) {
    Snapshot.Control control = shot.control();
    out.gauge("piha_build_info", "Version of this control plane.")
        .value(1, "version", control.version());
    out.gauge("piha_control_active", "1 when this control plane acts, 0 on standby.")
        .value("active".equals(control.role()), "id", control.id(), "site", control.site());
    out.gauge("piha_start_timestamp_seconds", "When this control plane started.")
        .value(seconds(control.startedAt()));
    out.gauge("piha_loop_last_turn_timestamp_seconds", "When the engine's loop last turned.")
        .value(loopTurnedMillis / 1000.0);
    out.gauge("piha_audit_last_id", "Id of the newest audit record.").value(shot.lastAuditId());
    out.gauge("piha_alerts_pending", "Alerts that wait to be delivered.")
        .value(shot.alertsPending());
    out.gauge("piha_alerts_failed", "Alerts that could not be delivered.")
        .value(shot.alertsFailed());
    out.gauge("piha_config_trouble", "1 when the configuration file could not be applied.")
        .value(shot.configTrouble().isPresent());
  }

  private void sight() {
    out.gauge("piha_broker_connected", "1 while connected to the broker.")
        .value(shot.broker().connected());
    out.gauge("piha_isolated", "1 while no witness answers.").value(shot.isolated());
    out.gauge("piha_witness_up", "1 when the witness answers.");
    shot.witnesses().forEach(each -> out.value(each.answers(), "witness", each.name()));
    out.gauge("piha_switch_up", "1 when the switch answers.");
    shot.switches()
        .forEach(each -> out.value(each.answers(), "switch", each.name(), "driver", each.driver()));
    out.gauge("piha_container_state", "1, with the container's state as a label.");
    shot.containers().forEach((name, state) -> out.value(1, "container", name, "state", state));
    out.gauge("piha_container_up", "1 while the container serves.");
    shot.surroundings()
        .containers()
        .forEach(each -> out.value(each.well(), "container", each.name()));
  }

  private void services() {
    List<Snapshot.ServiceView> all = shot.services();
    out.gauge("piha_epoch", "The epoch in force.");
    all.forEach(each -> out.value(each.epoch(), "service", each.name()));
    out.gauge("piha_phase", "1 for the phase the service is in, 0 for the others.");
    for (Snapshot.ServiceView each : all) {
      PHASES.forEach(
          phase -> out.value(phase.equals(each.phase()), "service", each.name(), "phase", phase));
    }
    out.gauge("piha_protected", "1 when the house would go on if the leader died now.");
    all.forEach(each -> out.value(each.protectedNow(), "service", each.name()));
    out.gauge("piha_frozen", "1 while nothing is promoted by itself.");
    all.forEach(each -> out.value(each.freeze().frozen(), "service", each.name()));
    out.gauge("piha_incident_open", "1 while an incident is open.");
    all.forEach(each -> out.value(open(each), "service", each.name()));
    out.gauge("piha_failovers_left", "Automatic failovers left in these 24 hours.");
    all.forEach(each -> out.value(each.failoversLeft(), "service", each.name()));
  }

  private static boolean open(Snapshot.ServiceView service) {
    return service.incident().filter(each -> "open".equals(each.state())).isPresent();
  }

  private void hosts() {
    out.gauge("piha_node_up", "1 when the host shows life.");
    each((service, host) -> out.value(host.alive(), labels(service, host)));
    out.gauge("piha_node_leader", "1 for the host that leads; alert when the sum is not 1.");
    each((service, host) -> out.value(leads(service, host), labels(service, host)));
    out.gauge("piha_node_fit", "1 when the host could be promoted.");
    each((service, host) -> out.value(host.fit(), labels(service, host)));
    out.gauge("piha_node_last_heartbeat_timestamp_seconds", "When the last heartbeat came.");
    each((service, host) -> out.value(seconds(host.lastHeartbeat()), labels(service, host)));
  }

  private static boolean leads(Snapshot.ServiceView service, Snapshot.HostView host) {
    return service.leader().filter(host.name()::equals).isPresent();
  }

  private void probes() {
    out.gauge("piha_probe_success", "1 when the probe's last verdict is up.");
    each(
        (service, host) ->
            host.probes()
                .forEach(
                    probe -> out.value("up".equals(probe.verdict()), of(service, host, probe))));
    out.gauge("piha_probe_duration_seconds", "How long the probe last took.");
    each(
        (service, host) ->
            host.probes()
                .forEach(
                    probe -> out.value(probe.took().toNanos() / 1e9, of(service, host, probe))));
    out.gauge("piha_probe_last_timestamp_seconds", "When the probe last gave a verdict.");
    each(
        (service, host) ->
            host.probes()
                .forEach(probe -> out.value(seconds(probe.at()), of(service, host, probe))));
  }

  private void power() {
    out.gauge("piha_power_state", "1 for the state the port reads, 0 for the others.");
    powered(
        (power, labels) ->
            POWER.forEach(
                word ->
                    out.value(word.equals(power.word()), MetricText.with(labels, "state", word))));
    out.gauge("piha_power_held", "1 while the port is held off.");
    powered((power, labels) -> out.value(power.held(), labels));
    out.gauge("piha_power_cycles_left", "Automatic cycles left in these 24 hours.");
    powered((power, labels) -> out.value(power.cyclesLeft(), labels));
    out.gauge("piha_power_last_cycle_timestamp_seconds", "When the port was last cycled.");
    powered((power, labels) -> out.value(seconds(power.lastCycle()), labels));
  }

  private void boots() {
    out.gauge("piha_node_boots", "Boots that were timed, by what they are measured from.");
    booted((view, labels) -> counts(view.times(), labels));
    out.gauge("piha_node_boot_seconds", "How long they took, by nearest rank.");
    booted(
        (view, labels) -> {
          spans(view.times().powerOn(), MetricText.with(labels, "from", "power_on"));
          spans(view.times().restart(), MetricText.with(labels, "from", "restart"));
        });
    out.gauge("piha_node_recovery_wait_seconds", "The wait that is configured.");
    booted((view, labels) -> out.value(view.recoveryWait().toMillis() / 1e3, labels));
    out.gauge(
        "piha_node_recovery_wait_advised_seconds", "The wait that it needs; 0 while not known.");
    booted(
        (view, labels) -> out.value(view.advised().orElse(Duration.ZERO).toMillis() / 1e3, labels));
  }

  private void counts(BootTimes times, String... labels) {
    out.value(times.powerOn().count(), MetricText.with(labels, "from", "power_on"));
    out.value(times.restart().count(), MetricText.with(labels, "from", "restart"));
  }

  private void spans(BootTimes.Figures figures, String... labels) {
    out.value(figures.p50().toMillis() / 1e3, MetricText.with(labels, "quantile", "0.5"));
    out.value(figures.p95().toMillis() / 1e3, MetricText.with(labels, "quantile", "0.95"));
    out.value(figures.p99().toMillis() / 1e3, MetricText.with(labels, "quantile", "0.99"));
  }

  private interface ForBoots {
    void write(BootsView view, String[] labels);
  }

  /** Every host, measured or not, so that its label sets are there from the first scrape on. */
  private void booted(ForBoots action) {
    each(
        (service, host) ->
            action.write(
                service
                    .upkeep()
                    .boots()
                    .getOrDefault(
                        host.name(),
                        new BootsView(BootTimes.NONE, Duration.ZERO, Optional.empty())),
                labels(service, host)));
  }

  private void records(Tally tally) {
    out.counter("piha_audit_records_total", "Audit records since the start, by kind.");
    for (Kind kind : Kind.values()) {
      out.value(tally.count(kind), "kind", kind.word());
    }
  }

  private void channels() {
    out.gauge("piha_channel_up", "0 while a channel or a copy of the audit log takes nothing.");
    shot.channels().forEach(each -> out.value(each.trouble().isEmpty(), "channel", each.name()));
    out.gauge("piha_channel_waiting", "What waits to be delivered there.");
    shot.channels().forEach(each -> out.value(each.waiting(), "channel", each.name()));
    out.counter("piha_channel_failed_total", "Messages that it refused for good.");
    shot.channels().forEach(each -> out.value(each.failed(), "channel", each.name()));
  }

  private void upkeep() {
    out.gauge(
        "piha_snapshot_last_success_timestamp_seconds", "When the newest snapshot was taken.");
    for (Snapshot.ServiceView service : shot.services()) {
      for (String host : service.upkeep().saved()) {
        Optional<Instant> newest =
            service.upkeep().snapshots().stream()
                .filter(each -> each.host().equals(host))
                .map(each -> each.takenAt())
                .max(Instant::compareTo);
        out.value(seconds(newest), "service", service.name(), "node", host);
      }
    }
    out.gauge("piha_sync_behind", "Commits that the standby's branch lacks.");
    for (Snapshot.ServiceView service : shot.services()) {
      service
          .upkeep()
          .sync()
          .ifPresent(each -> out.value(each.seen().behind(), "service", service.name()));
    }
  }

  private interface ForHost {
    void write(Snapshot.ServiceView service, Snapshot.HostView host);
  }

  private interface ForPower {
    void write(Snapshot.PowerView power, String[] labels);
  }

  private void each(ForHost action) {
    for (Snapshot.ServiceView service : shot.services()) {
      service.hosts().forEach(host -> action.write(service, host));
    }
  }

  private void powered(ForPower action) {
    each(
        (service, host) ->
            host.power().ifPresent(power -> action.write(power, labels(service, host))));
  }

  private static String[] labels(Snapshot.ServiceView service, Snapshot.HostView host) {
    return new String[] {"service", service.name(), "node", host.name()};
  }

  private static String[] of(
      Snapshot.ServiceView service, Snapshot.HostView host, Snapshot.ProbeView probe) {
    return MetricText.with(labels(service, host), "probe", probe.name());
  }

  private static double seconds(Optional<Instant> at) {
    return at.map(Metrics::seconds).orElse(0.0);
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }
}
