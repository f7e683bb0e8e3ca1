package io.piha.console.timeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was read for a stretch of time that is somewhat longer than the one in sight, so that there
 * is something to pan into.
 *
 * @param covers the stretch
 * @param readAt when it was read; what is younger is not in it
 * @param cut there are more records than are drawn; the oldest are missing
 */
record Chart(
    String service,
    Axis covers,
    Instant readAt,
    List<HostStrip> hosts,
    List<Band> bands,
    List<Mark> marks,
    boolean cut) {

  static final Chart EMPTY =
      new Chart(
          "",
          new Axis(Instant.EPOCH, Instant.EPOCH),
          Instant.EPOCH,
          List.of(),
          List.of(),
          List.of(),
          false);

  /** Whether it can be drawn for what is in sight, in that detail. */
  boolean serves(String forService, Axis sight) {
    double ratio = (double) covers.span().toMillis() / Math.max(1, sight.span().toMillis());
    return service.equals(forService)
        && !covers.from().isAfter(sight.from())
        && (!covers.to().isBefore(sight.to()) || !covers.to().isBefore(readAt))
        && ratio > 1.2
        && ratio < 8;
  }

  /** Whether that host was read. */
  boolean holds(String host) {
    return hosts.stream().anyMatch(each -> each.host().equals(host));
  }

  /** The mark next to a moment, within a distance. */
  Optional<Mark> near(Instant moment, long millis) {
    return marks.stream()
        .filter(mark -> distance(mark, moment) <= millis)
        .min(Comparator.comparingLong(mark -> distance(mark, moment)));
  }

  /** The first mark after a moment. */
  Optional<Mark> after(Instant moment) {
    return marks.stream().filter(mark -> mark.at().isAfter(moment)).findFirst();
  }

  /** The last mark before a moment. */
  Optional<Mark> before(Instant moment) {
    return marks.reversed().stream().filter(mark -> mark.at().isBefore(moment)).findFirst();
  }

  private static long distance(Mark mark, Instant moment) {
    return Math.abs(mark.at().toEpochMilli() - moment.toEpochMilli());
  }
}
