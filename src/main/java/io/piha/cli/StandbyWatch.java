package io.piha.cli;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.journal.Journal;
import io.piha.leadership.MqttRequester;
import io.piha.site.Site;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Looks whether another control plane is active on the same broker. One that publishes its status
 * live within thirty seconds keeps this one on standby; its retained word alone does not.
 *
 * <p>One that lives under this one's own name has another copy of the same data folder. Two of one
 * name would push each other off the broker and be taken for one by everybody, so this one takes
 * another name, and is a second control plane from then on.
 */
final class StandbyWatch {

  private static final Duration ENOUGH = Duration.ofSeconds(30);

  /** One that this one pushed off the broker is back within this time. */
  private static final Duration RETURNS = Duration.ofSeconds(60);

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Site site;
  private final DataFolder folder;
  private final Consumer<String> say;
  private final EngineClock clock = new EngineClock();
  private final ObjectMapper mapper = new ObjectMapper();

  StandbyWatch(Site site, DataFolder folder, Consumer<String> say) {
    this.site = site;
    this.folder = folder;
    this.say = say;
  }

  private record Seen(String id, String role, String startedAt, String at, boolean leased) {}

  /**
   * Returns true when nobody else is active, false when told to stop. A broker that cannot be
   * reached keeps nobody waiting: whoever is cut off from it does nothing by itself anyhow.
   *
   * @param standing called each time another was found active
   */
  boolean awaitVacancy(BooleanSupplier stop, Runnable standing)
      throws IOException, InterruptedException {
    return await(stop, standing, _ -> true, folder.othersSeen() ? RETURNS : Duration.ZERO);
  }

  /** The same, where a lease says who acts: only one that acts without it is waited for. */
  boolean awaitNoneWithoutLease(BooleanSupplier stop, Runnable standing)
      throws IOException, InterruptedException {
    return await(stop, standing, seen -> !seen.leased(), Duration.ZERO);
  }

  private boolean await(
      BooleanSupplier stop, Runnable standing, Predicate<Seen> counts, Duration atLeast)
      throws IOException, InterruptedException {
    String live = "";
    Instant quietSince = clock.instant();
    boolean told = false;
    Instant returns = quietSince.plus(atLeast);
    while (!stop.getAsBoolean()) {
      Optional<Seen> seen = look().filter(counts);
      if (seen.isEmpty() || !seen.get().role().equals("active") || isFormerLife(seen.get())) {
        if (!returns.isAfter(clock.instant())) {
          return true;
        }
        LockSupport.parkNanos(LOOK.toNanos());
        continue;
      }
      if (!seen.get().at().equals(live)) {
        if (!live.isEmpty() && seen.get().id().equals(folder.id())) {
          rename();
        }
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

  private boolean isFormerLife(Seen seen) {
    return folder.isFormerLife(seen.id(), seen.startedAt());
  }

  private void rename() throws IOException {
    String words = folder.rename();
    say.accept("piha: " + words);
    try (Journal journal = Journal.open(folder.folder())) {
      LastWord.write(Entry.ofSite(Kind.ATTENTION, Severity.WARNING, words), journal, clock.wall());
    }
  }

  /** As a visitor of a name of its own: under ours it would push a namesake off the broker. */
  private Optional<Seen> look() throws InterruptedException {
    String visitor = "piha-look-" + UUID.randomUUID().toString().substring(0, 8);
    try (MqttRequester broker =
        MqttRequester.open(
            BrokerSettings.visitor(site, visitor), Clock.systemUTC(), Duration.ofSeconds(3))) {
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
              control.path("started_at").asString(""),
              control.path("at").asString(""),
              control.has("term")));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
