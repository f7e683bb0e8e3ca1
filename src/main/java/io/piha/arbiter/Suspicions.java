package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which commits an incident may be the fault of: those that arrived at the primary and had not
 * stood their window yet, and the release that was still settling. The windows of all begin anew
 * (S17); what is named here is what a person looks at first, and may take back.
 */
final class Suspicions {

  private static final int MOST_NAMED = 3;

  private Suspicions() {}

  static void tick(Desk desk) {
    Incident incident = desk.incident();
    if (incident == null || !desk.policy.mirrored()) {
      return;
    }
    name(desk, incident);
    offer(desk, incident);
  }

  // --- what is named ---

  /** Once per incident, as soon as the mirror has told what there is. */
  private static void name(Desk desk, Incident incident) {
    Suspicion before = desk.mirrored().suspicion();
    MirrorView view = desk.upkeep().mirror();
    if (view == null || (before != null && before.incident() >= incident.id())) {
      return;
    }
    Release settling = settling(desk, incident);
    List<Suspicion.Named> arrived =
        arrived(desk, incident, view).stream()
            .filter(each -> settling == null || !each.id().equals(settling.to()))
            .toList();
    List<Suspicion.Named> all = new ArrayList<>(arrived);
    if (settling != null) {
      all.add(new Suspicion.Named(settling.to(), settling.words()));
    }
    desk.mirrored(desk.mirrored().suspecting(new Suspicion(incident.id(), incident.since(), all)));
    if (!arrived.isEmpty()) {
      desk.note(
          Kind.SYNC_HELD,
          Severity.INFO,
          null,
          "incident "
              + incident.id()
              + " puts under suspicion what had not stood its window on "
              + desk.policy.primary().name()
              + ": "
              + words(all)
              + "; every observation window begins anew at its end (S17)",
          Map.of(
              "held_by",
              "incident",
              "incident",
              incident.id(),
              "suspects",
              all.stream().map(Suspicion.Named::id).toList()));
    }
  }

  /** A standby that leads runs what was released long ago: only the primary runs what is new. */
  private static List<Suspicion.Named> arrived(Desk desk, Incident incident, MirrorView view) {
    String primary = desk.policy.primary().name();
    String about = incident.leader();
    if (about != null && !about.equals(primary)) {
      return List.of();
    }
    return view.line().stream()
        .filter(each -> each.progress() < 1 && !each.arrivedAt().isAfter(incident.since()))
        .map(each -> new Suspicion.Named(each.commit().id(), each.commit().words()))
        .toList();
  }

  /** The last release, when the incident began within its settling time. */
  private static @Nullable Release settling(Desk desk, Incident incident) {
    Release last = desk.mirrored().last();
    return last != null
            && !last.rollback()
            && !incident.since().isBefore(last.at())
            && incident.since().isBefore(last.at().plus(desk.policy.settlingTime()))
        ? last
        : null;
  }

  // --- a release under suspicion ---

  /** Taking it back is offered, once. */
  private static void offer(Desk desk, Incident incident) {
    Release last = settling(desk, incident);
    if (last == null || desk.mirrored().offered() || last.from().isEmpty()) {
      return;
    }
    desk.mirrored(desk.mirrored().offeredNow());
    desk.note(
        Kind.ATTENTION,
        Severity.WARNING,
        null,
        "the incident began "
            + Words.span(Duration.between(last.at(), incident.since()))
            + " after "
            + last.words()
            + " was released; piha sync --rollback takes it back on the standby",
        Map.of("incident", incident.id(), "suspects", List.of(last.to())));
  }

  /** The release that a person may take back in one act. */
  static Optional<Release> offered(Desk desk) {
    Release last = desk.mirrored().last();
    return last != null && desk.mirrored().offered() && !last.rollback()
        ? Optional.of(last)
        : Optional.empty();
  }

  /** Until when an incident would be laid at the last release's door. */
  static Optional<Instant> settlesAt(Desk desk) {
    Release last = desk.mirrored().last();
    if (last == null || last.rollback() || desk.mirrored().offered()) {
      return Optional.empty();
    }
    Instant until = last.at().plus(desk.policy.settlingTime());
    return until.isAfter(desk.now()) ? Optional.of(until) : Optional.empty();
  }

  // --- what is said of them ---

  /** Those that still wait or may still be taken back. */
  static List<Suspicion.Named> now(Desk desk) {
    Suspicion named = desk.mirrored().suspicion();
    MirrorView view = desk.upkeep().mirror();
    if (named == null || view == null) {
      return List.of();
    }
    String released = offered(desk).map(Release::to).orElse("");
    return named.commits().stream()
        .filter(
            each ->
                each.id().equals(released)
                    || view.line().stream().anyMatch(it -> it.commit().id().equals(each.id())))
        .toList();
  }

  /** The end of a sentence about an open incident; empty when nothing is under suspicion. */
  static String under(Desk desk, Incident incident) {
    Suspicion named = desk.mirrored().suspicion();
    return named == null || named.incident() != incident.id() || named.commits().isEmpty()
        ? ""
        : "; under suspicion: " + words(named.commits());
  }

  /** The end of a sentence about a commit whose window began anew. */
  static String again(Desk desk, Optional<MirrorView.Commit> next) {
    Suspicion named = desk.mirrored().suspicion();
    String id = next.map(MirrorView.Commit::id).orElse("");
    return named != null && named.commits().stream().anyMatch(each -> each.id().equals(id))
        ? "; it is under suspicion since incident "
            + named.incident()
            + ", whose end began its window anew"
        : "";
  }

  private static String words(List<Suspicion.Named> all) {
    String first =
        String.join(", ", all.stream().limit(MOST_NAMED).map(Suspicion.Named::words).toList());
    return all.size() <= MOST_NAMED ? first : first + " and " + (all.size() - MOST_NAMED) + " more";
  }
}
