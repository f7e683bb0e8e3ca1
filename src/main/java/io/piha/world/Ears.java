package io.piha.world;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Signal;

/** What a control plane hears over its connection to the broker. */
final class Ears {

  private final World world;
  private final Plane plane;
  final Line line;

  Ears(World world, Plane plane) {
    this.world = world;
    this.plane = plane;
    this.line =
        new Line(
            world, plane.party, this::connected, why -> plane.tell(new Signal.BrokerLost(why)));
  }

  private void connected() {
    plane.tell(new Signal.BrokerConnected());
    for (Effect.PublishState each : world.broker.states.values()) {
      line.down(() -> announced(each, true));
    }
    world.broker.freezes.forEach(
        (service, flag) -> line.down(() -> freezeSeen(service, flag.frozen(), flag.ours())));
    ping();
  }

  /** Our own message goes round through the broker. */
  void ping() {
    if (plane.runs()) {
      line.up(() -> line.down(() -> plane.tell(new Signal.RoundTrip())));
    }
  }

  void announced(Effect.PublishState said, boolean replayed) {
    plane.tell(Broker.announcement(said, replayed, plane.time()));
  }

  void freezeSeen(String service, boolean frozen, boolean ours) {
    plane.tell(new Signal.FreezeSeen(service, frozen, ours));
  }
}
