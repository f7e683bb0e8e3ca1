package io.piha.arbiter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The house of a story, as its {@code given} lines build it. */
final class StoryHouse {

  static final String SERVICE = "home-assistant";

  static final List<ContainerPolicy> CONTAINERS =
      List.of(
          new ContainerPolicy("mariadb", "unix:///docker.sock", false),
          new ContainerPolicy("mosquitto", "unix:///docker.sock", true));

  private static final PortId RACK_8 = new PortId("rack", "8");
  private static final Optional<Duration> DAY = Optional.of(Duration.ofHours(24));

  boolean fromTheStart;
  private final List<HostPolicy> hosts = new ArrayList<>();
  private final List<ServicePolicy> more = new ArrayList<>();
  private Timing timing = Timing.DEFAULT;
  private boolean powerCycle = true;
  private boolean onlyCycles;
  private Fence fence = Fence.HOLD_OFF;
  private int failovers = 2;
  private int cycles = GuardPolicy.DEFAULT.maxPerDay();
  private Duration interval = GuardPolicy.DEFAULT.minInterval();
  private long epoch = 7;
  private String leader = "haos";
  private @Nullable Duration boot;
  private boolean mirrored;
  private Duration settling = ServicePolicy.DEFAULT_SETTLING_TIME;
  private boolean containers;

  StoryHouse() {
    hosts.add(
        new HostPolicy(
            "haos", Role.PRIMARY, Optional.of(RACK_8), false, List.of("supervisor", "core")));
    hosts.add(new HostPolicy("standby", Role.STANDBY, Optional.empty(), true, List.of("api")));
  }

  void given(String what) {
    String[] words = what.split("\\s+");
    switch (words[0]) {
      case "nothing" -> fromTheStart = true;
      case "mirrored" -> mirrored = true;
      case "settling_time" -> settling = Story.span(words[1]);
      case "saved" -> {
        boolean every = List.of(words).contains("every");
        saved(
            words.length > (every ? 3 : 1) ? words[1] : "haos",
            every ? Story.span(words[words.length - 1]) : DAY.orElseThrow());
      }
      case "fence" -> fence = Fence.valueOf(words[1].toUpperCase(java.util.Locale.ROOT));
      case "power_cycle" -> powerCycle = Boolean.parseBoolean(words[1]);
      case "max_failovers_per_day" -> failovers = Integer.parseInt(words[1]);
      case "max_per_day" -> cycles = Integer.parseInt(words[1]);
      case "min_interval" -> interval = Story.span(words[1]);
      case "fence_proof" -> timing = proving(Story.span(words[1]));
      case "epoch" -> epoch = Long.parseLong(words[1]);
      case "leader" -> leader = words[1];
      case "boot" -> boot = Story.span(words[1]);
      case "third" -> hosts.add(host("third", Role.STANDBY, Optional.empty(), true, "api"));
      case "last" -> hosts.addLast(hosts.removeFirst());
      case "rack" -> onlyCycles = true;
      case "containers" -> containers = true;
      case "music" ->
          more.add(
              new ServicePolicy(
                  "music",
                  Stream.of(
                          host("player", Role.PRIMARY, Optional.of(RACK_8), false, "api"),
                          host("spare", Role.STANDBY, Optional.empty(), true, "api"))
                      .map(host -> words.length > 1 ? kept(host, "haos", DAY) : host)
                      .toList(),
                  timing,
                  true,
                  Fence.HOLD_OFF,
                  2));
      default -> ofHost(words);
    }
  }

  private static Timing proving(Duration proof) {
    Timing usual = Timing.DEFAULT;
    return new Timing(
        usual.heartbeatEvery(),
        usual.heartbeatTimeout(),
        usual.probeEvery(),
        usual.probeTimeout(),
        usual.recoveryWait(),
        proof,
        usual.orderAckTimeout(),
        usual.failbackTimeout(),
        usual.partialGrace(),
        usual.plannedRestart(),
        usual.plannedUpdate());
  }

  /** Every host is saved that often, once a day unless it is said, and has a reinstall. */
  private void saved(String kind, Duration every) {
    hosts.replaceAll(host -> kept(host, kind, Optional.of(every)));
  }

  private static HostPolicy kept(HostPolicy host, String kind, Optional<Duration> every) {
    return new HostPolicy(
        host.name(),
        host.role(),
        host.port(),
        host.unfencedAllowed(),
        host.probes(),
        new HostUpkeep(
            Optional.of("`install` on root@rescue"),
            every,
            kind,
            host.name().equals("haos") ? List.of("core") : List.of()));
  }

  private void ofHost(String[] words) {
    for (int i = 0; i < hosts.size(); i++) {
      HostPolicy host = hosts.get(i);
      if (host.name().equals(words[0])) {
        String rest = String.join(" ", List.of(words).subList(1, words.length));
        hosts.set(
            i,
            switch (rest) {
              case "has no port" ->
                  new HostPolicy(host.name(), host.role(), Optional.empty(), true, host.probes());
              case "has no port and is never passed over" ->
                  new HostPolicy(host.name(), host.role(), Optional.empty(), false, host.probes());
              case "is not saved" -> kept(host, host.upkeep().snapshotKind(), Optional.empty());
              case "may be passed over unfenced" ->
                  new HostPolicy(host.name(), host.role(), host.port(), true, host.probes());
              case "has port rack/5" ->
                  new HostPolicy(
                      host.name(),
                      host.role(),
                      Optional.of(new PortId("rack", "5")),
                      false,
                      host.probes());
              default -> throw new IllegalArgumentException(String.join(" ", words));
            });
        return;
      }
    }
    throw new IllegalArgumentException(String.join(" ", words));
  }

  private static HostPolicy host(
      String name, Role role, Optional<PortId> port, boolean unfenced, String probe) {
    return new HostPolicy(name, role, port, unfenced, List.of(probe));
  }

  /** A house that has lived quietly up to {@link Stage#ZERO}. */
  static Stage settled(String... given) {
    StoryHouse house = new StoryHouse();
    for (String each : given) {
      house.given(each);
    }
    Stage stage = house.stage();
    stage.settle(Duration.between(stage.now, Stage.ZERO));
    return stage;
  }

  Stage stage() {
    List<ServicePolicy> services = new ArrayList<>();
    services.add(
        new ServicePolicy(
            SERVICE, hosts, timing, powerCycle, fence, failovers, mirrored, settling));
    services.addAll(more);
    SitePolicy policy =
        new SitePolicy(
            services,
            new GuardPolicy(GuardPolicy.DEFAULT.offTime(), interval, cycles),
            Map.of(),
            onlyCycles ? Set.of("rack") : Set.of(),
            containers ? CONTAINERS : List.of());
    Stage stage = new Stage(policy, Stage.ZERO.minus(Duration.ofMinutes(10)));
    if (!fromTheStart) {
      leads(stage, SERVICE, leader, epoch);
      if (!more.isEmpty()) {
        leads(stage, "music", "player", 1);
      }
    }
    if (containers) {
      StoryContainers.run(stage);
    }
    stage.hosts.values().forEach(each -> each.boot = boot);
    return stage;
  }

  private static void leads(Stage stage, String service, String host, long epoch) {
    stage.retained.put(service, new Effect.PublishState(service, PublicState.LEADER, host, epoch));
    StageHost leading = stage.hosts.get(host);
    if (leading != null) {
      leading.acts = HostClaim.LEADER;
      leading.epoch = epoch;
    }
  }
}
