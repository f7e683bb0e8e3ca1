package io.piha.world;

import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The MQTT broker: what it retains, and how fast and whether it works. */
final class Broker {

  private final World world;
  private final List<Line> lines = new ArrayList<>();

  /** Connections that the broker itself knows of. */
  final Set<Line> sessions = new HashSet<>();

  final Map<String, Effect.PublishState> states = new HashMap<>();
  final Map<String, Flag> freezes = new HashMap<>();
  boolean up = true;

  /** Extra time that each message takes, at most, in milliseconds. */
  long slowness;

  Broker(World world) {
    this.world = world;
  }

  /** A retained state as a client hears it. */
  static Signal announcement(Effect.PublishState said, boolean replayed, Instant now) {
    return new Signal.Announcement(
        said.service(),
        Optional.of(said.state()),
        said.host(),
        said.state() == PublicState.LEADER ? HostClaim.LEADER : HostClaim.PASSIVE,
        OptionalLong.of(said.epoch()),
        replayed,
        now);
  }

  void serves(Line line) {
    lines.add(line);
  }

  long latency() {
    return slowness == 0 ? 5 : world.chance.between(5, slowness);
  }

  /** Everybody looks whether their connection still works. */
  void reconsider() {
    lines.forEach(Line::reconsider);
  }

  void crash() {
    up = false;
    sessions.clear();
    reconsider();
  }

  void start(boolean remembers) {
    if (up) {
      return;
    }
    up = true;
    if (!remembers) {
      states.clear();
      freezes.clear();
    }
    reconsider();
  }

  /** A retained freeze flag, and whether the control plane said it. */
  record Flag(boolean frozen, boolean ours) {}

  /**
   * A retained state arrives and goes to everyone.
   *
   * @param from the control plane that said it, which does not hear it again
   */
  void retain(Effect.PublishState said, @Nullable Plane from) {
    if (world.relies(Assumption.RETAINED) || world.chance.percent(50)) {
      states.put(said.service(), said);
    }
    for (WorldHost each : world.hosts) {
      if (each.serves(said.service())) {
        each.line.down(() -> each.sawState(said));
      }
    }
    for (Plane each : world.planes) {
      if (each != from) {
        each.line.down(() -> each.ears.announced(said, false));
      }
    }
  }

  void freeze(String service, boolean frozen, @Nullable Plane from) {
    freezes.put(service, new Flag(frozen, from != null));
    for (Plane each : world.planes) {
      if (each != from) {
        each.line.down(() -> each.ears.freezeSeen(service, frozen, false));
      }
    }
  }
}
