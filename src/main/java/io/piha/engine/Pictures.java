package io.piha.engine;

import io.piha.arbiter.ContainerState;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortState;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Sight;
import io.piha.arbiter.State;
import io.piha.arbiter.Verdict;
import io.piha.arbiter.Vitals;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Turns the arbiter's outlook into the views of a snapshot, its times into wall time. */
public final class Pictures {

  private Pictures() {}

  /** How a service looks at that moment. */
  static Snapshot.ServiceView of(State state, ServiceState service, Instant now, Duration shift) {
    Outlook outlook = Outlook.of(state, service.policy().service(), now);
    return new Snapshot.ServiceView(
        outlook.service(),
        outlook.phase(),
        outlook.leader(),
        outlook.leadsSince().map(at -> at.plus(shift)),
        outlook.epoch(),
        outlook.revision(),
        freeze(outlook, shift),
        outlook.why(),
        outlook.chain().stream().map(Pictures::link).toList(),
        outlook.missing().isEmpty(),
        outlook.missing(),
        outlook.next().map(plan -> plan(plan, shift)),
        outlook.queue().stream().map(plan -> plan(plan, shift)).toList(),
        outlook
            .incident()
            .map(i -> new Snapshot.IncidentView(i.id(), i.since().plus(shift), "open", i.acked())),
        outlook.hosts().stream().map(host -> host(host, service, now, shift)).toList(),
        outlook
            .operation()
            .map(o -> new Snapshot.OperationView(o.requestId(), o.action(), o.state(), o.why())),
        state.policy().guard().maxPerDay(),
        outlook.failoversLeft(),
        PicturesOfUpkeep.of(outlook.care(), service, shift));
  }

  private static Snapshot.Freeze freeze(Outlook outlook, Duration shift) {
    return outlook
        .frozen()
        .map(
            f ->
                new Snapshot.Freeze(
                    true,
                    Optional.of(f.since().plus(shift)),
                    f.until().map(at -> at.plus(shift)),
                    f.by(),
                    f.reason()))
        .orElse(new Snapshot.Freeze(false, Optional.empty(), Optional.empty(), "", ""));
  }

  private static Snapshot.WhyStep link(Outlook.Link link) {
    Snapshot.Mood mood =
        link.weight() == 0
            ? Snapshot.Mood.PLAIN
            : link.weight() == 1 ? Snapshot.Mood.NOTICE : Snapshot.Mood.BAD;
    return new Snapshot.WhyStep(link.word(), link.text(), mood);
  }

  private static Snapshot.Next plan(Outlook.Plan plan, Duration shift) {
    return new Snapshot.Next(plan.action(), plan.host(), plan.at().plus(shift), plan.why());
  }

  private static Snapshot.HostView host(
      Outlook.HostOutlook host, ServiceState service, Instant now, Duration shift) {
    Vitals vitals = host.vitals();
    Optional<Instant> heard = Optional.ofNullable(vitals.heard());
    List<Snapshot.ProbeView> probes = new ArrayList<>();
    for (String name : host.probes()) {
      ProbeResult result = vitals.results().get(name);
      probes.add(
          new Snapshot.ProbeView(
              name,
              result == null ? Verdict.UNKNOWN.word() : result.verdict().word(),
              result == null ? "not asked yet" : result.detail(),
              result == null ? Duration.ZERO : result.took(),
              Optional.ofNullable(vitals.roundEnded()).map(at -> at.plus(shift))));
    }
    return new Snapshot.HostView(
        host.name(),
        host.role().word(),
        host.state(),
        host.alive(),
        heard.map(at -> at.plus(shift)),
        heard.map(at -> Duration.between(at, now)),
        service.policy().timing().heartbeatTimeout(),
        vitals.epoch() < 0 ? OptionalLong.empty() : OptionalLong.of(vitals.epoch()),
        probes,
        host.port().map(port -> power(port, shift)),
        host.state().equals("planned") && vitals.absence() != null
            ? Optional.of(vitals.absence().word())
            : Optional.empty(),
        host.fit(),
        host.fitness());
  }

  private static Snapshot.PowerView power(Outlook.PortOutlook port, Duration shift) {
    return new Snapshot.PowerView(
        port.id().toString(),
        port.word(),
        port.watts(),
        port.readAt().map(at -> at.plus(shift)),
        port.doing(),
        port.held(),
        port.cyclesLeft(),
        port.lastCycle().map(at -> at.plus(shift)),
        port.proof().map(proof -> proof.at().plus(shift)),
        port.proof().map(proof -> "self-test: " + proof.how()).orElse(""));
  }

  /** The whole site at a past moment; what no state carries is not known of it. */
  public static Snapshot site(
      State state, Snapshot.Control control, Instant now, Instant wall, List<AuditRecord> latest) {
    Duration shift = Duration.between(now, wall);
    Sight sight = state.sight();
    List<Snapshot.ServiceView> services = new ArrayList<>();
    for (ServiceState each : state.services()) {
      services.add(of(state, each, now, shift));
    }
    return new Snapshot(
            wall,
            control,
            new Snapshot.Broker(sight.broker(), sight.brokerSince().plus(shift), sight.brokerWhy()),
            sight.isolated(),
            List.copyOf(services),
            witnesses(sight),
            switches(state),
            Map.of(),
            0,
            0,
            latest.isEmpty() ? 0 : latest.getFirst().id(),
            latest,
            Optional.empty())
        .with(beside(sight, shift));
  }

  /** What stands beside the hosts. */
  static Surroundings beside(Sight sight, Duration shift) {
    return new Surroundings(
        sight.containers().all().values().stream()
            .map(
                each ->
                    new Surroundings.ContainerView(
                        each.policy().name(),
                        each.word(),
                        each.why(),
                        each.since().plus(shift),
                        each.standing() == ContainerState.Standing.UP))
            .toList());
  }

  /** How each witness last answered. */
  static List<Snapshot.WitnessView> witnesses(Sight sight) {
    return sight.witnesses().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            each ->
                new Snapshot.WitnessView(each.getKey(), each.getValue().isEmpty(), each.getValue()))
        .toList();
  }

  /** How each switch last answered, told by its ports. */
  static List<Snapshot.SwitchView> switches(State state) {
    Map<String, String> troubles = new TreeMap<>();
    for (Map.Entry<PortId, PortState> each : state.ports().entrySet()) {
      PortState port = each.getValue();
      String trouble =
          port.reading() == null && port.trouble().isEmpty() ? "not read yet" : port.trouble();
      troubles.merge(each.getKey().device(), trouble, (one, other) -> one.isEmpty() ? other : one);
    }
    return troubles.entrySet().stream()
        .map(
            each ->
                new Snapshot.SwitchView(
                    each.getKey(), "", each.getValue().isEmpty(), each.getValue()))
        .toList();
  }
}
