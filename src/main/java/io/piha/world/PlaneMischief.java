package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What happens to control planes, and to the store in which two of them have their lease. */
final class PlaneMischief {

  private final World world;
  private final SitePolicy usual;

  PlaneMischief(World world) {
    this.world = world;
    this.usual = world.policy();
  }

  void ofPlane(Mishap mishap) {
    Plane plane = world.plane;
    switch (mishap.kind()) {
      case PLANE_CRASHES -> crash(plane, mishap);
      case PLANE_DIES_IN_WRITE -> plane.disk.tearIn(mishap.amount() % 8, mishap.target() % 2 == 0);
      case PLANE_DIES_IN_EFFECT -> plane.dieInEffect(mishap.amount() % 12);
      case PLANE_DIES_IN_DECISION -> plane.dieAtDecision(mishap.amount() % 40);
      case DISK_FULL -> {
        plane.disk.full(true);
        world.after(mishap.lasting(), () -> plane.disk.full(false));
      }
      case DISK_SLOW -> {
        plane.disk.slowness = 50 + mishap.amount() * 40L;
        world.after(mishap.lasting(), () -> plane.disk.slowness = 0);
      }
      case CONFIGURATION_CHANGES -> {
        SitePolicy next = changed(mishap.amount());
        world.planes.forEach(each -> each.reconfigure(next));
        world.after(mishap.lasting(), () -> world.planes.forEach(p -> p.reconfigure(usual)));
      }
      default -> throw new IllegalArgumentException(mishap.toString());
    }
  }

  /** The configuration is as it was. */
  void heal() {
    for (Plane each : world.planes) {
      each.disk.full(false);
      each.disk.slowness = 0;
      each.disarm();
      each.start(false);
      each.reconfigure(usual);
    }
    if (world.store != null) {
      world.store.up = true;
      world.store.slowness = 0;
    }
  }

  private void crash(Plane plane, Mishap mishap) {
    plane.die();
    world.after(Math.min(mishap.lasting(), 120_000), () -> plane.start(mishap.amount() % 4 == 0));
  }

  private SitePolicy changed(int amount) {
    List<ServicePolicy> services = new ArrayList<>();
    for (ServicePolicy each : usual.services()) {
      Timing t = each.timing();
      services.add(
          new ServicePolicy(
              each.service(),
              each.hosts(),
              new Timing(
                  t.heartbeatEvery(),
                  Duration.ofSeconds(60 + amount),
                  t.probeEvery(),
                  t.probeTimeout(),
                  Duration.ofSeconds(30 + amount),
                  t.fenceProof(),
                  t.orderAckTimeout(),
                  t.failbackTimeout(),
                  t.partialGrace(),
                  t.plannedRestart(),
                  t.plannedUpdate()),
              amount % 2 == 0 && each.powerCycle(),
              each.fence(),
              each.maxFailoversPerDay(),
              each.mirrored(),
              each.settlingTime()));
    }
    return new SitePolicy(services, usual.guard(), usual.switchDeadlines(), usual.cyclers());
  }

  // --- two of them ---

  void ofLease(Mishap mishap, WorldStore store) {
    Plane plane = mishap.target() % 3 == 0 ? other() : world.plane;
    switch (mishap.kind()) {
      case LEASE_STORE_DOWN -> {
        store.up = false;
        world.after(mishap.lasting(), store::restarts);
      }
      case LEASE_STORE_CUT_OFF -> {
        Mischief.cut(world, mishap, plane.party, Links.STORE);
        Mischief.cut(world, mishap, Links.STORE, plane.party);
      }
      case LEASE_STORE_UNHEARD -> Mischief.cut(world, mishap, Links.STORE, plane.party);
      case LEASE_STORE_SLOW -> {
        store.slowness = 200 + mishap.amount() * 60L;
        world.after(mishap.lasting(), () -> store.slowness = 0);
      }
      case LEASE_DELETED -> store.forgetHolder();
      case PLANE_PAUSED -> plane.stall(pause(mishap), mishap.amount() % 3 == 0);
      case PLANE_PAUSED_IN_ACT -> world.plane.pauseInEffect(mishap.amount() % 8, pause(mishap));
      case OTHER_PLANE_CRASHES -> crash(other(), mishap);
      case BOTH_PLANES_CRASH -> world.planes.forEach(each -> crash(each, mishap));
      case PLANE_LOSES_BROKER -> {
        Mischief.cut(world, mishap, plane.party, Links.BROKER);
        Mischief.cut(world, mishap, Links.BROKER, plane.party);
      }
      case OTHER_WALL_CLOCK_JUMPS -> {
        Plane jumps = other();
        jumps.clock.wallJumps((mishap.amount() - 50) * 120_000L);
        world.after(mishap.lasting(), jumps.clock::wallIsRight);
      }
      case HANDED_OVER -> world.plane.asked(handover(mishap.amount() % 2 == 0));
      default -> throw new IllegalArgumentException(mishap.toString());
    }
  }

  /** For longer than the lease, more often than not. */
  private static long pause(Mishap mishap) {
    return Post.TTL.toMillis() / 2 + mishap.amount() * 700L;
  }

  /** The one that does not act. */
  private Plane other() {
    return world.planes.getFirst() == world.plane
        ? world.planes.getLast()
        : world.planes.getFirst();
  }

  private Request handover(boolean force) {
    return new Request(
        world.nextRequest(),
        world.policy().services().getFirst().service(),
        Command.HANDOVER,
        "",
        "operator:alice",
        "a new disk",
        Optional.empty(),
        force,
        false,
        false,
        false,
        OptionalLong.empty(),
        false);
  }
}
