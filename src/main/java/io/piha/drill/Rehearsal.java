package io.piha.drill;

import io.piha.arbiter.Outlook;
import io.piha.arbiter.PortId;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.State;
import io.piha.journal.AuditRecord;
import io.piha.world.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * A scenario lived through on the simulator: what would happen today, and how long the house would
 * be without a leader. It touches nothing.
 *
 * @param report what came of it, as of a live drill
 * @param frames what the rehearsed control plane believed, about once a second
 * @param heard what it heard of hosts and ports, oldest first
 * @param records what it recorded, oldest first
 */
public record Rehearsal(
    DrillReport report, List<Frame> frames, List<Heard> heard, List<Seen> records) {

  /** What the rehearsed control plane believed at a time of its own clock. */
  public record Frame(Instant at, State state) {}

  /** A heartbeat, a round of probes or a reading of a port that reached it. */
  public record Heard(Instant at, Signal signal) {}

  public Rehearsal {
    frames = List.copyOf(frames);
    heard = List.copyOf(heard);
    records = List.copyOf(records);
  }

  /**
   * The newest records until then, newest first, as an audit log would have them; their numbers
   * count from 1 and are nobody else's.
   */
  public List<AuditRecord> recorded(Instant until, int atMost) {
    var newest = new ArrayDeque<AuditRecord>();
    for (int i = 0; i < records.size() && !records.get(i).at().isAfter(until); i++) {
      Seen each = records.get(i);
      newest.addFirst(new AuditRecord(i + 1L, each.at(), each.entry(), "", ""));
      if (newest.size() > atMost) {
        newest.removeLast();
      }
    }
    return List.copyOf(newest);
  }

  /**
   * From the state of today. Empty when nobody leads or nobody could follow: there is nothing to
   * rehearse then.
   *
   * @param boot how long a host takes to boot
   */
  public static Optional<Rehearsal> of(
      Scenario scenario, State today, Instant now, String service, Duration boot) {
    return play(scenario, Stage.of(today, now, service, boot), today.policy(), service, boot);
  }

  /** From a house of that configuration in which all is well. */
  public static Optional<Rehearsal> ofHealthy(
      Scenario scenario, SitePolicy policy, String service, Duration boot) {
    return play(scenario, Stage.healthy(policy, service, boot), policy, service, boot);
  }

  private static Optional<Rehearsal> play(
      Scenario scenario, Stage stage, SitePolicy policy, String service, Duration boot) {
    Outlook today = stage.outlook();
    Optional<Cast> cast = Cast.of(today);
    if (cast.isEmpty()) {
      return Optional.empty();
    }
    StageGround ground = new StageGround(stage, service);
    Bound.Scale scale = scale(policy, stage.policy(), cast.get(), boot);
    String id = "rehearsal-" + stage.now().toEpochMilli();
    try {
      DrillReport report =
          new Drill(scenario, cast.get(), scale, ground, Guide.HANDS_OFF)
              .play(Begun.now(id, false, "", ground));
      return Optional.of(new Rehearsal(report, ground.frames(), ground.heard(), ground.records()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The settings that a drill's bounds are made of. */
  static Bound.Scale scale(SitePolicy site, ServicePolicy service, Cast cast, Duration boot) {
    Optional<PortId> port = service.host(cast.leader()).flatMap(each -> each.port());
    return new Bound.Scale(
        service.timing(),
        site.guard(),
        port.map(site::switchDeadline).orElse(SitePolicy.DEFAULT_SWITCH_DEADLINE),
        boot);
  }
}
