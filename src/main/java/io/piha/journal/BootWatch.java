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

  /**
   * @param powered when its power came back, if it was not heard since
   * @param doubtful something may have been missed since its last heartbeat
   */
  private record Known(
      @Nullable Instant beat,
      OptionalLong seq,
      Optional<Absence> announced,
      @Nullable Instant powered,
      boolean doubtful) {

    static final Known NOTHING =
        new Known(null, OptionalLong.empty(), Optional.empty(), null, false);

    Known powered(@Nullable Instant at) {
      return new Known(beat, seq, announced, at, doubtful);
    }

    Known doubted() {
      return new Known(beat, seq, announced, null, true);
    }

    private int compare(OptionalLong next) {
      return seq.isPresent() && next.isPresent()
          ? Long.compare(next.getAsLong(), seq.getAsLong())
          : 0;
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
   * @param every how often this host beats when it is well
   * @return the restart that it ended, if it ended one
   */
  public Optional<Boot> heartbeat(
      String service,
      String host,
      Instant at,
      OptionalLong seq,
      Optional<Absence> announces,
      Duration every) {
    Source source = new Source(service, host);
    Known before = hosts.getOrDefault(source, Known.NOTHING);
    Optional<Boot> boot = ended(before, at, seq, announces, every);
    boolean early = before.powered() != null && at.isBefore(before.powered());
    hosts.put(
        source,
        new Known(at, seq, announces, early ? before.powered() : null, blind.contains(service)));
    return boot.filter(each -> each.took().compareTo(LONGEST) <= 0);
  }

  private static Optional<Boot> ended(
      Known before, Instant at, OptionalLong seq, Optional<Absence> announces, Duration every) {
    // A counter that goes on is the same run of the host, whatever the switch says.
    if (before.doubtful() || before.compare(seq) > 0) {
      return Optional.empty();
    }
    if (before.powered() != null) {
      return before.powered().isAfter(at)
          ? Optional.empty()
          : Optional.of(took(before.powered(), at, Boot.Cause.POWER_ON));
    }
    if (before.beat() == null || before.announced().equals(Optional.of(Absence.UPDATE))) {
      return Optional.empty();
    }
    Duration silence = Duration.between(before.beat(), at);
    boolean said =
        before.announced().isPresent()
            && announces.isEmpty()
            && silence.compareTo(every.multipliedBy(MISSED)) > 0;
    return before.compare(seq) < 0 || said
        ? Optional.of(took(before.beat(), at, Boot.Cause.RESTART))
        : Optional.empty();
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
      hosts.replaceAll(
          (source, known) -> source.service().equals(service) ? known.doubted() : known);
    } else if (kind == Kind.SIGHTED) {
      blind.remove(service);
    }
    String host = record.entry().host();
    if (host == null) {
      return;
    }
    Source source = new Source(service, host);
    Known known = hosts.getOrDefault(source, Known.NOTHING);
    if (kind == Kind.POWER_CYCLED || kind == Kind.POWER_ON) {
      boolean seen = !blind.contains(service);
      // The silence before it is the outage; what counts begins now.
      hosts.put(
          source,
          new Known(
              known.beat(), known.seq(), known.announced(), seen ? record.at() : null, !seen));
    } else if (kind == Kind.POWER_OFF || kind == Kind.POWER_FAILED || kind == Kind.FENCED) {
      hosts.put(source, known.powered(null));
    }
  }

  /** Nothing can be heard at the moment: what is under way is not measured. */
  public void deaf() {
    hosts.replaceAll((_, known) -> known.doubted());
  }
}
