package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes mishaps happen in a world, and makes all well again. */
final class Mischief {

  private static final List<Command> COMMANDS =
      List.of(
          Command.PROMOTE,
          Command.DEMOTE,
          Command.FREEZE,
          Command.THAW,
          Command.RESET,
          Command.FAILBACK,
          Command.ACK,
          Command.REINSTALL,
          Command.RESTORE,
          Command.SNAPSHOT,
          Command.SYNC);

  private final World world;
  private final HostMischief hosts;
  private final PlaneMischief planes;

  Mischief(World world) {
    this.world = world;
    this.hosts = new HostMischief(world);
    this.planes = new PlaneMischief(world);
  }

  void plan(Mishap mishap) {
    world.agenda.plan(mishap.at(), () -> happen(mishap));
  }

  private void happen(Mishap mishap) {
    world.calm = false;
    world.coverage.fault(mishap.kind().words());
    world.transcript.happened(mishap.toString());
    switch (mishap.kind().of) {
      case HOST -> hosts.happen(mishap, hostOf(mishap));
      case OBSERVER -> ofObserver(mishap);
      case SWITCH -> ofSwitch(mishap);
      case PLANE -> planes.ofPlane(mishap);
      case LEASE -> {
        if (world.store != null) {
          planes.ofLease(mishap, world.store);
        }
      }
      case PEOPLE -> ofPeople(mishap);
      case HOUSE -> ofHouse(mishap);
    }
  }

  private WorldHost hostOf(Mishap mishap) {
    return world.hosts.get(mishap.target() % world.hosts.size());
  }

  // --- those who only look ---

  private void ofObserver(Mishap mishap) {
    WorldHost host = hostOf(mishap);
    switch (mishap.kind()) {
      case HEARTBEATS_MISSING -> {
        host.mute = true;
        world.after(mishap.lasting(), () -> host.mute = false);
      }
      case HEARTBEATS_TWICE -> {
        host.twicePercent = 20 + mishap.amount() % 80;
        world.after(mishap.lasting(), () -> host.twicePercent = 0);
      }
      case PROBE_WRONG, PROBE_UNKNOWN -> {
        Verdict says = mishap.kind() == Mishap.Kind.PROBE_WRONG ? Verdict.DOWN : Verdict.UNKNOWN;
        List<String> probes = host.policy.probes();
        host.probeSays(probes.get(mishap.amount() % probes.size()), says);
        world.after(mishap.lasting(), host::honestProbes);
      }
      case PROBES_NOT_RUN -> {
        host.unprobed = true;
        world.after(mishap.lasting(), () -> host.unprobed = false);
      }
      case BROKER_CRASHES, BROKER_FORGETS -> {
        boolean remembers = mishap.kind() == Mishap.Kind.BROKER_CRASHES;
        world.broker.crash();
        world.after(mishap.lasting(), () -> world.broker.start(remembers));
      }
      case BROKER_SLOW -> {
        world.broker.slowness = 100 + mishap.amount() * 80L;
        world.after(mishap.lasting(), () -> world.broker.slowness = 0);
      }
      case BROKER_RESTART_LOOP -> {
        for (long at = 0; at < mishap.lasting(); at += 60_000) {
          world.after(at, world.broker::crash);
          world.after(at + 40_000, () -> world.broker.start(true));
        }
      }
      case WITNESS_SILENT -> {
        world.witnesses = false;
        world.after(mishap.lasting(), () -> world.witnesses = true);
      }
      case PLANE_CUT_OFF -> planeCutOff(mishap);
      case SWITCH_UNREACHABLE -> mood(mishap, WorldSwitch.Mood.UNREACHABLE, 0);
      case PLANE_STALLS -> world.plane.stall(6_000 + mishap.amount() * 1_500L, false);
      case PLANE_SUSPENDED -> world.plane.stall(6_000 + mishap.lasting() / 2, true);
      case WALL_CLOCK_JUMPS -> {
        long by = (mishap.amount() - 50) * 120_000L;
        Plane plane = world.plane;
        plane.clock.wallJumps(by);
        world.after(mishap.lasting(), plane.clock::wallIsRight);
      }
      default -> throw new IllegalArgumentException(mishap.toString());
    }
  }

  /** Its own network is down: with the broker beside it, or apart from it too. */
  private void planeCutOff(Mishap mishap) {
    List<String> others = new ArrayList<>(List.of(Links.SWITCH, Links.ROUTER));
    world.hosts.forEach(each -> others.add(each.policy.name()));
    List<String> here = new ArrayList<>(List.of(world.plane.party));
    if (mishap.amount() % 2 == 0) {
      here.add(Links.BROKER);
    } else {
      others.add(Links.BROKER);
    }
    for (String one : here) {
      for (String other : others) {
        cut(world, mishap, one, other);
        cut(world, mishap, other, one);
      }
    }
  }

  // --- the network, the house ---

  private void ofHouse(Mishap mishap) {
    switch (mishap.kind()) {
      case LINK_CUT -> {
        List<String> pair = pair(mishap.target());
        cut(world, mishap, pair.get(0), pair.get(1));
        cut(world, mishap, pair.get(1), pair.get(0));
      }
      case LINK_CUT_ONE_WAY -> {
        List<String> pair = pair(mishap.target());
        cut(world, mishap, pair.get(mishap.amount() % 2), pair.get(1 - mishap.amount() % 2));
      }
      case STATE_REPLAYED -> {
        ServicePolicy service = world.policy().services().getFirst();
        WorldHost host = hostOf(mishap);
        world.broker.retain(
            new Effect.PublishState(
                service.service(),
                mishap.amount() % 3 == 0 ? PublicState.NONE : PublicState.LEADER,
                mishap.amount() % 3 == 0 ? "" : host.policy.name(),
                Math.max(0, host.epoch - mishap.amount() % 4)),
            null);
      }
      case HOUSE_POWER_BLIP -> blip(mishap);
      default -> throw new IllegalArgumentException(mishap.toString());
    }
  }

  private List<String> pair(int target) {
    List<String> parties =
        new ArrayList<>(List.of(Links.PLANE, Links.BROKER, Links.SWITCH, Links.ROUTER));
    for (WorldHost each : world.hosts) {
      if (!parties.contains(each.policy.name())) {
        parties.add(each.policy.name());
      }
    }
    List<List<String>> pairs = new ArrayList<>();
    for (String one : parties.subList(0, 2)) {
      for (String other : parties) {
        if (!other.equals(one)
            && pairs.stream().noneMatch(p -> p.containsAll(List.of(one, other)))) {
          pairs.add(List.of(one, other));
        }
      }
    }
    return pairs.get(target % pairs.size());
  }

  /** Nothing from one reaches the other for as long as the mishap lasts. */
  static void cut(World world, Mishap mishap, String from, String to) {
    world.links.cut(from, to);
    world.broker.reconsider();
    world.after(
        mishap.lasting(),
        () -> {
          world.links.heal(from, to);
          world.broker.reconsider();
        });
  }

  /** Everything loses power; the control plane's machine is back first. */
  private void blip(Mishap mishap) {
    world.planes.forEach(Plane::die);
    world.broker.crash();
    for (WorldSwitch each : world.switches.values()) {
      each.reboot(30_000 + mishap.amount() * 1_000L);
    }
    for (WorldHost each : world.hosts) {
      if (each.powered()) {
        each.restart(40_000 + mishap.amount() * 2_000L);
      }
    }
    world.after(20_000, () -> world.broker.start(true));
    world.after(25_000, () -> world.planes.forEach(each -> each.start(true)));
  }

  // --- the switch ---

  private void ofSwitch(Mishap mishap) {
    switch (mishap.kind()) {
      case SWITCH_REFUSES -> mood(mishap, WorldSwitch.Mood.REFUSES, 0);
      case SWITCH_LIES -> mood(mishap, WorldSwitch.Mood.LIES, 0);
      case SWITCH_MUTE -> mood(mishap, WorldSwitch.Mood.MUTE, 0);
      case SWITCH_STUCK_OFF -> mood(mishap, WorldSwitch.Mood.STUCK_OFF, 0);
      case SWITCH_SLOW -> mood(mishap, WorldSwitch.Mood.OBEYS, 2_000 + mishap.amount() * 400L);
      case SWITCH_REBOOTS ->
          world.switches.values().forEach(each -> each.reboot(60_000 + mishap.amount() * 1_000L));
      default -> throw new IllegalArgumentException(mishap.toString());
    }
  }

  private void mood(Mishap mishap, WorldSwitch.Mood mood, long late) {
    for (WorldSwitch each : world.switches.values()) {
      each.mood(mood, late);
      world.after(mishap.lasting(), () -> each.mood(WorldSwitch.Mood.OBEYS, 0));
    }
  }

  // --- people, and other programs ---

  private void ofPeople(Mishap mishap) {
    ServicePolicy service =
        world.policy().services().get(mishap.amount() % world.policy().services().size());
    switch (mishap.kind()) {
      case SECOND_CONTROL_PLANE -> {
        WorldHost host = hostOf(mishap);
        Order order =
            new Order(
                "foreign" + mishap.at(),
                mishap.amount() % 2 == 0 ? Order.Verb.PROMOTE : Order.Verb.DEMOTE,
                host.policy.name(),
                host.epoch + mishap.amount() % 3,
                "not ours");
        world.deliver(
            new Effect.SendOrder(host.service.service(), order, Duration.ofSeconds(30)), null);
      }
      case FREEZE_TOPIC -> {
        world.broker.freeze(service.service(), true, null);
        world.after(mishap.lasting(), () -> world.broker.freeze(service.service(), false, null));
      }
      case REQUEST -> request(mishap, service, false, OptionalLong.empty(), false);
      case REQUEST_FORCED -> request(mishap, service, true, OptionalLong.empty(), false);
      case REQUEST_REPEATED -> request(mishap, service, false, OptionalLong.empty(), true);
      case REQUEST_OUTDATED -> request(mishap, service, true, OptionalLong.of(1), false);
      default -> throw new IllegalArgumentException(mishap.toString());
    }
  }

  private void request(
      Mishap mishap,
      ServicePolicy service,
      boolean force,
      OptionalLong revision,
      boolean replayed) {
    Command command = COMMANDS.get(mishap.target() % COMMANDS.size());
    String host =
        command.namesHost()
            ? service.hosts().get(mishap.amount() % service.hosts().size()).name()
            : "";
    Request request =
        new Request(
            world.nextRequest(),
            service.service(),
            command,
            host,
            "operator:alice",
            "as it came to mind",
            mishap.amount() % 2 == 0
                ? Optional.of(Duration.ofMillis(mishap.lasting()))
                : Optional.empty(),
            force,
            force && mishap.amount() % 3 == 0,
            false,
            mishap.amount() % 11 == 0,
            revision,
            replayed);
    world.plane.tell(Petition.read(request, mishap.amount() + mishap.target(), world.plane.wall()));
  }

  /** Repairs everything, as a person would who comes home. */
  void heal() {
    world.transcript.happened("all is repaired");
    world.agenda.disturb();
    world.links.healAll();
    world.witnesses = true;
    world.broker.slowness = 0;
    world.switches.values().forEach(each -> each.mood(WorldSwitch.Mood.OBEYS, 0));
    for (WorldHost each : world.hosts) {
      each.broken = false;
      each.boot = WorldHost.USUAL_BOOT;
      each.mute = false;
      each.unprobed = false;
      each.obeys = true;
      each.lies = false;
      each.lossPercent = 0;
      each.twicePercent = 0;
      each.late = 0;
      each.slowToObey = 0;
      each.dualPower = !world.relies(Assumption.KNOWN_SUPPLIES);
      each.planned = null;
      each.honestProbes();
      if (each.powered() && each.machine != WorldHost.Machine.RUNNING) {
        each.restart(each.boot);
      } else if (each.powered()) {
        each.core = true;
      }
    }
    if (!world.broker.up) {
      world.broker.start(true);
    }
    world.broker.reconsider();
    planes.heal();
    world.calm = true;
  }

  /** The operator's word on it. */
  void say(Command command) {
    for (ServicePolicy each : world.policy().services()) {
      world.ask(command, each.service());
    }
  }
}
