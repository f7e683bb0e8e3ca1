package io.piha.journal;

import io.piha.arbiter.Absence;
import io.piha.arbiter.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Times the restarts of hosts by what is recorded of their power and heard of them.
 *
 * <p>A silence alone is no restart: the broker or the network may have been away. It takes power
 * that came back, an announcement, or a {@code seq} that began anew; and whoever was blind
 * meanwhile does not know when the host was back, and measures nothing. Not for several threads.
 */
public final class BootWatch {

  /** A host that is away for longer is repaired, not booting. */
  public static final Duration LONGEST = Duration.ofMinutes(30);

  /** How many heartbeats must be missing before an announced restart is believed to be one. */
  private static final int MISSED = 2;

  private record Source(String service, String host) {}

  private static final class Known {
    private @Nullable Instant beat;
    private boolean counted;
    private long seq;
    private Optional<Absence> announced = Optional.empty();

    /** When its power came back, if it was not heard since. */
    private @Nullable Instant powered;

    /** Something may have been missed since its last heartbeat. */
    private boolean doubtful;

    void doubt() {
      powered = null;
      doubtful = true;
    }

    void count(OptionalLong next) {
      counted = next.isPresent();
      seq = next.orElse(0);
    }

    private int compare(OptionalLong next) {
      return counted && next.isPresent() ? Long.compare(next.getAsLong(), seq) : 0;
    }
  }

  private final Map<Source, Known> hosts = new HashMap<>();
  private final Set<String> blind = new HashSet<>();

  /**
   * A live heartbeat arrived.
   *
   * @param at wall time of its arrival
   * @param seq its counter, where it carries one; it begins anew when its sender does
   * @param announces an absence that it announces
   * @param expected how often this host beats when it is well; empty for a host that nobody
   *     expects, of which nothing is kept
   * @return the restart that it ended, if it ended one
   */
  public Optional<Boot> heartbeat(
      String service,
      String host,
      Instant at,
      OptionalLong seq,
      Optional<Absence> announces,
      Supplier<Optional<Duration>> expected) {
    Source source = new Source(service, host);
    Known known = hosts.get(source);
    if (known == null) {
      if (expected.get().isEmpty()) {
        return Optional.empty();
      }
      known = new Known();
      hosts.put(source, known);
    }
    Optional<Boot> boot = ended(known, at, seq, announces, expected);
    boolean early = known.powered != null && at.isBefore(known.powered);
    known.beat = at;
    known.count(seq);
    known.announced = announces;
    known.powered = early ? known.powered : null;
    known.doubtful = !blind.isEmpty() && blind.contains(service);
    return boot.filter(each -> each.took().compareTo(LONGEST) <= 0 && expected.get().isPresent());
  }

  private static Optional<Boot> ended(
      Known before,
      Instant at,
      OptionalLong seq,
      Optional<Absence> announces,
      Supplier<Optional<Duration>> expected) {
    // A counter that goes on is the same run of the host, whatever the switch says.
    if (before.doubtful || before.compare(seq) > 0) {
      return Optional.empty();
    }
    if (before.powered != null) {
      return before.powered.isAfter(at)
          ? Optional.empty()
          : Optional.of(took(before.powered, at, Boot.Cause.POWER_ON));
    }
    if (before.beat == null || before.announced.equals(Optional.of(Absence.UPDATE))) {
      return Optional.empty();
    }
    boolean restarted =
        before.compare(seq) < 0
            || (before.announced.isPresent()
                && announces.isEmpty()
                && missed(Duration.between(before.beat, at), expected.get()));
    return restarted ? Optional.of(took(before.beat, at, Boot.Cause.RESTART)) : Optional.empty();
  }

  private static boolean missed(Duration silence, Optional<Duration> every) {
    return every.isPresent() && silence.compareTo(every.get().multipliedBy(MISSED)) > 0;
  }

  private static Boot took(Instant from, Instant at, Boot.Cause cause) {
    return new Boot(at, cause, Duration.ofMillis(Duration.between(from, at).toMillis()));
  }

  /** Something was recorded; what concerns no power and no sight is passed over. */
  public void recorded(AuditRecord record) {
    String service = record.entry().service();
    if (service == null) {
      return;
    }
    Kind kind = record.entry().kind();
    if (kind == Kind.BLIND) {
      blind.add(service);
      hosts.forEach(
          (source, known) -> {
            if (source.service().equals(service)) {
              known.doubt();
            }
          });
    } else if (kind == Kind.SIGHTED) {
      blind.remove(service);
    }
    String host = record.entry().host();
    if (host == null) {
      return;
    }
    if (kind == Kind.POWER_CYCLED || kind == Kind.POWER_ON) {
      Known known = hosts.computeIfAbsent(new Source(service, host), _ -> new Known());
      boolean seen = !blind.contains(service);
      // The silence before it is the outage; what counts begins now.
      known.powered = seen ? record.at() : null;
      known.doubtful = !seen;
    } else if (kind == Kind.POWER_OFF || kind == Kind.POWER_FAILED || kind == Kind.FENCED) {
      Known known = hosts.get(new Source(service, host));
      if (known != null) {
        known.powered = null;
      }
    }
  }

  /** Nothing can be heard at the moment: what is under way is not measured. */
  public void deaf() {
    hosts.values().forEach(Known::doubt);
  }
}
