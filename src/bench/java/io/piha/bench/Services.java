package io.piha.bench;

import io.piha.arbiter.Absence;
import io.piha.arbiter.Fence;
import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.Role;
import io.piha.arbiter.ServicePolicy;
import io.piha.arbiter.Signal;
import io.piha.arbiter.SitePolicy;
import io.piha.arbiter.Timing;
import io.piha.arbiter.Verdict;
import io.piha.testing.Mosquitto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A site of equal services, each with a primary and a standby, and what their hosts would say. */
final class Services {
  static final List<String> HOSTS = List.of("primary", "standby");
  private static final List<String> PROBES = List.of("core", "supervisor");
  private static final Optional<Absence> NO_ABSENCE = Optional.empty();

  private Services() {}

  static String name(int service) {
    return "service-" + service;
  }

  static String prefix(int service) {
    return "piha/leader/" + name(service);
  }

  /** The usual waits, with another rhythm of heartbeats and another wait for a silent leader. */
  static Timing timing(Duration every, Duration recoveryWait) {
    Timing usual = Timing.DEFAULT;
    return new Timing(
        every,
        every.multipliedBy(3),
        usual.probeEvery(),
        usual.probeTimeout(),
        recoveryWait,
        usual.fenceProof(),
        usual.orderAckTimeout(),
        usual.failbackTimeout(),
        usual.partialGrace(),
        usual.plannedRestart(),
        usual.plannedUpdate());
  }

  /** Hosts without a power port, so that nothing but the arbiter's own waits stands in the way. */
  static SitePolicy policy(int services, Timing timing) {
    List<HostPolicy> hosts =
        List.of(
            new HostPolicy(HOSTS.get(0), Role.PRIMARY, Optional.empty(), true, PROBES),
            new HostPolicy(HOSTS.get(1), Role.STANDBY, Optional.empty(), true, PROBES));
    return new SitePolicy(
        IntStream.range(0, services)
            .mapToObj(
                each -> new ServicePolicy(name(each), hosts, timing, false, Fence.NONE, 100_000))
            .toList(),
        GuardPolicy.DEFAULT,
        Map.of());
  }

  /**
   * A {@code piha.yaml} with so many services.
   *
   * @param web answers every probe
   */
  static String configuration(int services, Path folder, int broker, int web) {
    StringBuilder text =
        new StringBuilder(
            """
            site: bench
            data_dir: %s/data
            log_dir: %s/log
            mqtt: {url: "mqtt://127.0.0.1:%d"}
            requests: open
            dashboard: false
            witnesses: ["tcp://127.0.0.1:%d"]
            services:
            """
                .formatted(folder, folder, broker, broker));
    for (int i = 0; i < services; i++) {
      text.append(
          """
            %s:
              hosts:
                primary: {role: primary, probes: {web: {url: "http://127.0.0.1:%d/%d/primary"}}}
                standby: {role: standby, probes: {web: {url: "http://127.0.0.1:%d/%d/standby"}}}
              timing: {probe_every: 1h}
              recovery: {power_cycle: false, fence: none}
          """
              .formatted(name(i), web, i, web, i));
    }
    return text.toString();
  }

  /** The primaries' claims, as they would have been retained since long. */
  static void retainLeaders(Mosquitto broker, int services) {
    try (WireClient client = new WireClient(broker.port(), "bench-states")) {
      for (int i = 0; i < services; i++) {
        client.publish(
            prefix(i) + "/state", "{\"state\":\"leader\",\"host\":\"primary\",\"epoch\":1}", true);
      }
      client.flush();
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Signal.Heartbeat heartbeat(int service, int host, int leader, long epoch, Instant at) {
    return new Signal.Heartbeat(
        name(service),
        HOSTS.get(host),
        Optional.of(host == leader ? HostClaim.LEADER : HostClaim.PASSIVE),
        OptionalLong.of(epoch),
        NO_ABSENCE,
        at);
  }

  static String heartbeatJson(int host, int leader, long epoch, long seq) {
    return "{\"host\":\""
        + HOSTS.get(host)
        + "\",\"state\":\""
        + (host == leader ? "leader" : "observing")
        + "\",\"epoch\":"
        + epoch
        + ",\"seq\":"
        + seq
        + ",\"sent_at\":\"2026-03-01T12:00:00.000Z\"}";
  }

  static Signal.ProbeRound probes(String service, String host, boolean up, Instant at) {
    ProbeResult result =
        new ProbeResult(
            up ? Verdict.UP : Verdict.DOWN, up ? "API running" : "refused", Duration.ofMillis(1));
    return new Signal.ProbeRound(
        service, host, Map.of(PROBES.get(0), result, PROBES.get(1), result), at, at);
  }
}
