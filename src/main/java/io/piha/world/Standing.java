package io.piha.world;

import io.piha.arbiter.Book;
import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortState;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.State;
import io.piha.arbiter.Verdict;
import io.piha.arbiter.Vitals;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sets a world up as an engine believes that its house stands. */
final class Standing {

  private Standing() {}

  /**
   * One host. What is silent and answers nothing is dead and stays so.
   *
   * @return how long ago it was heard; zero when it never was
   */
  static Duration begins(
      World world, WorldHost host, ServiceState service, State state, Instant now) {
    String name = host.policy.name();
    Vitals vitals = service.vitals(name);
    Book book = service.book();
    Duration heard = since(vitals.heard(), now);
    boolean beats =
        vitals.heard() != null && heard.compareTo(service.policy().timing().heartbeatTimeout()) < 0;
    boolean answers =
        vitals.results().values().stream().anyMatch(each -> each.verdict() == Verdict.UP);
    boolean leads =
        vitals.claim() == null ? name.equals(book.leader()) : vitals.claim() == HostClaim.LEADER;
    long epoch = Math.max(vitals.epoch(), name.equals(book.leader()) ? book.epoch() : 0);
    boolean powered = host.policy.port().map(id -> isOn(state.ports().get(id))).orElse(true);
    boolean lives = beats || answers;
    host.begins(powered, lives, beats, leads ? HostClaim.LEADER : HostClaim.PASSIVE, epoch);
    if (lives) {
      for (String probe : host.policy.probes()) {
        ProbeResult result = vitals.results().get(probe);
        if (result != null && result.verdict() != Verdict.UP) {
          host.probeSays(probe, result.verdict());
        }
      }
    }
    return heard;
  }

  private static Duration since(@Nullable Instant at, Instant now) {
    return at == null || at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
  }

  private static boolean isOn(@Nullable PortState port) {
    PortReading reading = port == null ? null : port.reading();
    return reading == null || reading.adminOn();
  }

  static Duration sinceProbe(ServiceState service, String host, Instant now) {
    return since(service.vitals(host).roundStarted(), now);
  }

  /** The broker, the witnesses and the switches. */
  static void begins(World world, State state) {
    for (ServiceState each : state.services()) {
      String service = each.policy().service();
      Book.PublicWord word = each.book().published();
      if (word != null) {
        world.broker.states.put(
            service, new Effect.PublishState(service, word.state(), word.host(), word.epoch()));
      }
      world.broker.freezes.put(service, new Broker.Flag(each.book().freeze() != null, true));
    }
    state
        .ports()
        .forEach(
            (id, port) -> {
              PortReading reading = port.reading();
              WorldSwitch at =
                  world.switches.computeIfAbsent(id.device(), name -> new WorldSwitch(world, name));
              at.begins(
                  id, reading == null || reading.adminOn(), reading == null || !reading.isDark());
              if (!port.trouble().isEmpty()) {
                at.mood(WorldSwitch.Mood.UNREACHABLE, 0);
              }
            });
    if (!state.sight().broker()) {
      world.broker.crash();
    }
    world.witnesses =
        state.sight().witnesses().isEmpty() || state.sight().witnesses().containsValue("");
  }
}
