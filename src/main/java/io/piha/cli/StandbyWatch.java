package io.piha.cli;

import io.piha.engine.EngineClock;
import io.piha.leadership.MqttRequester;
import io.piha.site.Site;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Looks whether another control plane is active on the same broker. One that publishes its status
 * live within thirty seconds keeps this one on standby; its retained word alone does not.
 */
final class StandbyWatch {

  private static final Duration ENOUGH = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Site site;
  private final String id;
  private final Consumer<String> say;
  private final EngineClock clock = new EngineClock();
  private final ObjectMapper mapper = new ObjectMapper();

  StandbyWatch(Site site, String id, Consumer<String> say) {
    this.site = site;
    this.id = id;
    this.say = say;
  }

  private record Seen(String id, String role, String at) {}

  /**
   * Returns true when nobody else is active, false when told to stop. A broker that cannot be
   * reached keeps nobody waiting: whoever is cut off from it does nothing by itself anyhow.
   *
   * @param standing called each time another was found active
   */
  boolean awaitVacancy(BooleanSupplier stop, Runnable standing) throws InterruptedException {
    String live = "";
    Instant quietSince = clock.instant();
    boolean told = false;
    while (!stop.getAsBoolean()) {
      Optional<Seen> seen = look();
      if (seen.isEmpty() || seen.get().id().equals(id) || !seen.get().role().equals("active")) {
        return true;
      }
      if (!seen.get().at().equals(live)) {
        if (!live.isEmpty() && !told) {
          say.accept(
              "piha: control plane " + seen.get().id() + " is active; this one is on standby");
          told = true;
        }
        live = seen.get().at();
        quietSince = clock.instant();
      } else if (quietSince.plus(ENOUGH).isBefore(clock.instant())) {
        return true;
      }
      standing.run();
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return false;
  }

  private Optional<Seen> look() throws InterruptedException {
    try (MqttRequester broker =
        MqttRequester.open(
            BrokerSettings.of(site, id, false), Clock.systemUTC(), Duration.ofSeconds(3))) {
      return broker.status(Duration.ofSeconds(2)).flatMap(this::read);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Seen> read(byte[] json) {
    try {
      JsonNode control = mapper.readTree(json).path("control");
      return Optional.of(
          new Seen(
              control.path("id").asString(""),
              control.path("role").asString(""),
              control.path("at").asString("")));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
