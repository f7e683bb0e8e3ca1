package io.piha.engine;

import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Sight;
import io.piha.arbiter.State;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Makes the picture people see, no more often than is worth its cost: at once for a decision, else
 * at most ten times a second, and once a second at least, since ages grow.
 */
final class Painter {

  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration AT_LEAST = Duration.ofSeconds(1);

  /** Whoever looks pays for each service: a site of a thousand is shown once a second … */
  private static final Duration EACH = Duration.ofMillis(1);

  /** … but ages may not stand still for longer than this. */
  private static final Duration AT_MOST = Duration.ofSeconds(2);

  private final EngineClock clock;
  private final Snapshot.Control control;
  private final UnaryOperator<Snapshot> touches;
  private final CopyOnWriteArrayList<Consumer<Snapshot>> audience = new CopyOnWriteArrayList<>();
  private List<AuditRecord> latest;
  private Optional<String> trouble = Optional.empty();
  private Instant nextFull;
  private Instant notBefore;
  private boolean spoiled = true;
  private boolean recorded;
  private volatile Snapshot newest;

  Painter(
      EngineClock clock,
      Identity identity,
      UnaryOperator<Snapshot> touches,
      List<AuditRecord> latest) {
    this.clock = clock;
    this.touches = touches;
    this.latest = List.copyOf(latest);
    this.nextFull = clock.instant();
    this.notBefore = nextFull;
    this.control =
        new Snapshot.Control(
            identity.id(),
            identity.site(),
            "active",
            identity.version(),
            clock.wall(),
            identity.term());
    this.newest =
        new Snapshot(
            clock.wall(),
            control,
            new Snapshot.Broker(false, clock.wall(), "not connected yet"),
            false,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            0,
            0,
            0,
            this.latest,
            Optional.empty());
  }

  Snapshot newest() {
    return newest;
  }

  AutoCloseable subscribe(Consumer<Snapshot> viewer) {
    audience.add(viewer);
    viewer.accept(newest);
    return () -> audience.remove(viewer);
  }

  void spoil() {
    spoiled = true;
  }

  void journalTrouble(Optional<String> words) {
    spoiled = spoiled || !words.equals(trouble);
    trouble = words;
  }

  void recorded(List<AuditRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    List<AuditRecord> all = new ArrayList<>(records.reversed());
    all.addAll(latest);
    latest = List.copyOf(all.subList(0, Math.min(all.size(), Snapshot.LATEST)));
    notBefore = clock.instant();
    recorded = true;
  }

  /** How long until a picture is due. */
  Duration untilNext() {
    Instant now = clock.instant();
    boolean news = news();
    Instant due = news && notBefore.isBefore(nextFull) ? notBefore : nextFull;
    return Duration.between(now, due);
  }

  private boolean news() {
    return spoiled || recorded;
  }

  void paint(State state, boolean urgent) {
    Instant now = clock.instant();
    boolean full = !nextFull.isAfter(now);
    boolean news = news() && !notBefore.isAfter(now);
    if (!full && !news && !urgent) {
      return;
    }
    Instant wall = clock.wall();
    Duration shift = Duration.between(now, wall);
    Sight sight = state.sight();
    Snapshot picture =
        new Snapshot(
            wall,
            control,
            new Snapshot.Broker(sight.broker(), sight.brokerSince().plus(shift), sight.brokerWhy()),
            sight.isolated(),
            views(state, now, shift),
            Pictures.witnesses(sight),
            Pictures.switches(state),
            Map.of(),
            0,
            0,
            latest.isEmpty() ? 0 : latest.getFirst().id(),
            latest,
            trouble);
    newest = touches.apply(picture.with(Pictures.beside(sight, shift)));
    spoiled = false;
    recorded = false;
    Duration fair = EACH.multipliedBy(state.services().size());
    Duration pause = fair.compareTo(AT_MOST) > 0 ? AT_MOST : fair;
    notBefore = now.plus(pause.compareTo(SOON) > 0 ? pause : SOON);
    nextFull = now.plus(pause.compareTo(AT_LEAST) > 0 ? pause : AT_LEAST);
    for (Consumer<Snapshot> each : audience) {
      each.accept(newest);
    }
  }

  /** What they show is worked out when, and only if, somebody looks at it. */
  private static List<Snapshot.ServiceView> views(State state, Instant now, Duration shift) {
    long revision = 0;
    for (ServiceState each : state.services()) {
      revision += each.revision();
    }
    return new ServiceViews(
        state.services().size(),
        revision,
        place -> Pictures.of(state, state.services().get(place), now, shift));
  }
}
