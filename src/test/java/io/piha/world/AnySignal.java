package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Order;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortReading;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.arbiter.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Signals of every kind, of every host and with every epoch near the one in force. */
final class AnySignal {

  private static final String SERVICE = House.SERVICE;
  private static final PortId PORT = House.PORT;

  /** What only the hands of mirror, chores and snapshots say, which this world does not have. */
  private static final Set<String> ELSEWHERE =
      Set.of("MirrorSeen", "SnapshotsSeen", "ChoreProgress", "ContainersSeen", "Reconfigured");

  private final List<Signal> all = new ArrayList<>();
  private final State state;
  private final Instant now;

  private AnySignal(State state, Instant now) {
    this.state = state;
    this.now = now;
  }

  static List<Signal> of(State state, Instant now) {
    AnySignal any = new AnySignal(state, now);
    any.ofHosts();
    any.ofTheBroker();
    any.ofPeople();
    any.ofThePort();
    any.ofTheSite();
    return any.all;
  }

  /** The kinds that are tried here. */
  static Set<String> kinds() {
    Set<String> kinds = new TreeSet<>();
    for (Class<?> family : Signal.class.getPermittedSubclasses()) {
      for (Class<?> each : family.getPermittedSubclasses()) {
        kinds.add(each.getSimpleName());
      }
    }
    kinds.removeAll(ELSEWHERE);
    return kinds;
  }

  private List<Long> epochs() {
    long epoch = state.service(SERVICE).orElseThrow().book().epoch();
    return List.of(Math.max(0, epoch - 1), epoch, epoch + 1, epoch + 5);
  }

  private void ofHosts() {
    for (HostPolicy host : state.policy().services().getFirst().hosts()) {
      for (HostClaim claim : HostClaim.values()) {
        for (long epoch : epochs()) {
          all.add(
              new Signal.Heartbeat(
                  SERVICE,
                  host.name(),
                  Optional.of(claim),
                  OptionalLong.of(epoch),
                  Optional.empty(),
                  now));
          all.add(announced(host.name(), claim, epoch, false));
          all.add(announced(host.name(), claim, epoch, true));
        }
      }
      for (Verdict verdict : Verdict.values()) {
        Map<String, ProbeResult> results = new HashMap<>();
        host.probes()
            .forEach(e -> results.put(e, new ProbeResult(verdict, "so it is", Duration.ZERO)));
        all.add(new Signal.ProbeRound(SERVICE, host.name(), results, now, now));
      }
      all.add(new Signal.SnapshotDue(SERVICE, host.name()));
    }
  }

  private Signal announced(String host, HostClaim claim, long epoch, boolean replayed) {
    PublicState said = claim == HostClaim.LEADER ? PublicState.LEADER : PublicState.NONE;
    return new Signal.Announcement(
        SERVICE, Optional.of(said), host, claim, OptionalLong.of(epoch), replayed, now);
  }

  private void ofTheBroker() {
    for (boolean yes : new boolean[] {true, false}) {
      all.add(new Signal.FreezeSeen(SERVICE, yes, false));
      all.add(new Signal.OrderSent(SERVICE, "no such order", yes, ""));
      all.add(new Signal.OrderWithheld(SERVICE, "no such order", "slow"));
      all.add(new Signal.OrderWaits(SERVICE, "no such order"));
      for (PublicState each : PublicState.values()) {
        epochs().forEach(e -> all.add(new Signal.StatePublished(SERVICE, each, e, yes, "")));
      }
    }
    for (Order.Verb verb : Order.Verb.values()) {
      for (long epoch : epochs()) {
        Order order = new Order("foreign", verb, "standby", epoch, "not ours");
        all.add(new Signal.ForeignOrder(SERVICE, order, false));
      }
    }
    all.add(new Signal.FreezeEmptied(SERVICE));
    all.add(new Signal.FreezeFound(SERVICE, "git", "found", Optional.empty()));
    all.add(new Signal.Unreadable(SERVICE, "heartbeat", "not JSON"));
    all.add(new Signal.CommitReleased(SERVICE, "no such release", true, ""));
    all.add(new Signal.ChoreEnded(SERVICE, "no such chore", true, "", Map.of()));
    all.add(new Signal.RuleBroken(SERVICE, "S2", "seen broken"));
    all.add(new Signal.Due(SERVICE));
  }

  private void ofPeople() {
    all.add(new Signal.RequestRefused(SERVICE, "forged", "operator:eve", "not signed"));
    for (Command command : Command.values()) {
      List<String> hosts = command.namesHost() ? List.of("haos", "standby", "nobody") : List.of("");
      for (String host : hosts) {
        Request plain =
            Request.of("any" + all.size(), SERVICE, command, host, "operator:alice", "as it came");
        all.add(new Signal.Asked(plain));
        all.add(new Signal.Asked(forced(plain)));
      }
    }
  }

  private static Request forced(Request plain) {
    return new Request(
        plain.id() + " forced",
        plain.service(),
        plain.command(),
        plain.host(),
        plain.by(),
        plain.reason(),
        Optional.empty(),
        true,
        true,
        true,
        false,
        OptionalLong.empty(),
        false);
  }

  private void ofThePort() {
    for (boolean on : new boolean[] {true, false}) {
      PortReading.Delivery flows =
          on ? PortReading.Delivery.DELIVERING : PortReading.Delivery.NOT_DELIVERING;
      PortReading reading = new PortReading(on, flows, OptionalDouble.of(on ? 4.5 : 0));
      all.add(new Signal.PortRead(PORT, Optional.of(reading), "", now));
      for (Signal.SetAnswer answer : Signal.SetAnswer.values()) {
        all.add(new Signal.PortSet(PORT, PORT + "#1/off", on, answer, "so it said"));
      }
    }
    all.add(new Signal.PortRead(PORT, Optional.empty(), "no answer", now));
    all.add(new Signal.HostLearned(PORT, "aa:bb:cc:dd:ee:ff", List.of("5")));
    all.add(new Signal.PortDue(PORT));
  }

  private void ofTheSite() {
    all.add(new Signal.SwitchUptime(PORT.device(), Duration.ofSeconds(10)));
    all.add(new Signal.BrokerConnected());
    all.add(new Signal.BrokerLost("gone"));
    all.add(new Signal.RoundTrip());
    all.add(new Signal.WitnessRound(Map.of("router", "")));
    all.add(new Signal.WitnessRound(Map.of("router", "no answer")));
    all.add(new Signal.Stalled(Duration.ofSeconds(40)));
    all.add(new Signal.Started(false));
    all.add(new Signal.Started(true));
    all.add(new Signal.SightDue());
  }
}
