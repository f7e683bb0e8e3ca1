package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/** What happens in a case to the lease between two control planes, and to the one that waits. */
final class CaseLeaseActs {

  private final World world;

  /** Notes what an act is called. */
  @FunctionalInterface
  interface Words {
    void when(String words, Consumer<Matcher> act);
  }

  CaseLeaseActs(World world) {
    this.world = world;
  }

  void tell(Words acts) {
    acts.when("the lease's store is gone", _ -> store().up = false);
    acts.when("the lease's store is back", _ -> store().up = true);
    acts.when("somebody deletes the lease", _ -> store().forgetHolder());
    acts.when("the other control plane is killed", _ -> other().die());
    acts.when("the other control plane starts", _ -> other().start(false));
    acts.when(
        "the other's wall clock steps by (\\S+)",
        m -> other().clock.wallJumps(CaseActs.ms(m.group(1))));
    acts.when(
        "the one that acts hands over",
        _ -> {
          String id = world.nextRequest();
          world.plane.asked(
              Request.of(id, House.SERVICE, Command.HANDOVER, "", "operator:alice", "a new disk"));
        });
  }

  private WorldStore store() {
    return Objects.requireNonNull(world.store, "this house has one control plane");
  }

  private Plane other() {
    return world.planes.getFirst() == world.plane
        ? world.planes.getLast()
        : world.planes.getFirst();
  }
}
