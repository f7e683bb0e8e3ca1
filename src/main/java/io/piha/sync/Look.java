package io.piha.sync;

import io.piha.arbiter.MirrorView;
import io.piha.arbiter.MirrorView.Commit;
import io.piha.arbiter.MirrorView.Waiting;
import io.piha.site.Sync;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * One look at the repository: what arrived since the last one, what waits, what may go. It changes
 * nothing there; it remembers arrivals in the ledger.
 */
final class Look {

  private static final String TIP = "tip";
  private static final String REWRITTEN = "rewritten";
  private static final String LOST = "lost";

  private final String service;
  private final Sync sync;
  private final Ledger ledger;
  private final Validation validation = new Validation();
  private final Optional<ConfigCheck> check;
  private final Map<String, String> verdicts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > 200;
        }
      };
  private final Map<String, Commit> known = new HashMap<>();
  private @Nullable Stretch stretch;

  Look(String service, Sync sync, Ledger ledger) {
    this.service = service;
    this.sync = sync;
    this.ledger = ledger;
    this.check =
        sync.checkCommand().map(each -> new ConfigCheck(each.reveal(), sync.checkDeadline()));
  }

  /** The line between two tips, walked once for as long as they stay. */
  private record Stretch(
      ObjectId source, Optional<ObjectId> target, Commits.Line line, int files) {}

  /**
   * Looks.
   *
   * @param force the newest commit is meant, and a rewritten source is accepted
   * @param wall wall time now
   * @param shift what has to be added to wall time to get the engine's
   */
  MirrorView at(
      Repository repository,
      Origin.Tips tips,
      HealthClock health,
      boolean force,
      Instant wall,
      Duration shift)
      throws IOException, InterruptedException {
    Optional<Commit> target = commit(repository, tips.target());
    if (tips.source().isEmpty()) {
      return view(
          Optional.empty(),
          target,
          Optional.empty(),
          List.of(),
          0,
          0,
          false,
          "missing",
          "there is no branch " + sync.source(),
          wall.plus(shift));
    }
    ObjectId source = tips.source().get();
    arrive(repository, source, health, force, wall);
    Stretch at = stretch(repository, source, tips.target());
    Optional<Commit> newest = commit(repository, tips.source());
    if (!at.line().whole()) {
      return view(
          newest,
          target,
          Optional.empty(),
          List.of(),
          0,
          at.files(),
          false,
          "diverged",
          sync.target()
              + " is at "
              + target.map(Commit::words).orElse("nothing")
              + ", which is not on the line of "
              + sync.source(),
          wall.plus(shift));
    }
    List<Soak.Standing> standing =
        Soak.standing(ledger.sightings(service), at.line().ids(), health);
    List<Waiting> line = waiting(repository, standing, wall, shift);
    int behind = at.line().ids().size();
    if (behind == 0) {
      return view(newest, target, Optional.empty(), line, 0, 0, false, "", "", wall.plus(shift));
    }
    Optional<String> rewritten = ledger.word(service, REWRITTEN);
    if (rewritten.isPresent()) {
      return view(
          newest,
          target,
          newest,
          line,
          behind,
          at.files(),
          false,
          "forced_push",
          rewritten.get(),
          wall.plus(shift));
    }
    return judged(
        repository, standing, line, newest, target, behind, at.files(), force, wall.plus(shift));
  }

  // --- arrivals ---

  private void arrive(
      Repository repository, ObjectId source, HealthClock health, boolean force, Instant wall)
      throws IOException {
    Optional<String> before = ledger.word(service, TIP);
    if (before.isPresent() && !before.get().equals(source.name())) {
      ObjectId was = ObjectId.fromString(before.get());
      if (!Commits.contains(repository, was, source)) {
        rewritten(was, source, wall);
      }
    }
    Optional<String> lost = ledger.word(service, LOST);
    boolean back =
        lost.isPresent() && Commits.contains(repository, ObjectId.fromString(lost.get()), source);
    if (back || (force && lost.isPresent())) {
      ledger.word(service, REWRITTEN, "");
      ledger.word(service, LOST, "");
    }
    ledger.arrived(service, new Sighting(source.name(), wall, health.total()));
    if (!before.equals(Optional.of(source.name()))) {
      ledger.word(service, TIP, source.name());
    }
  }

  /** Somebody took commits back that were seen: all windows begin anew, and a person is told. */
  private void rewritten(ObjectId was, ObjectId source, Instant wall) throws IOException {
    ledger.forgetArrivals(service);
    if (ledger.word(service, LOST).isEmpty()) {
      ledger.word(service, LOST, was.name());
    }
    ledger.word(
        service,
        REWRITTEN,
        "a forced push took "
            + Refs.brief(was)
            + " off "
            + sync.source()
            + ", now at "
            + Refs.brief(source)
            + " (seen "
            + wall.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
            + "); push it back, or accept the new line by a forced sync");
  }

  // --- what may go ---

  private MirrorView judged(
      Repository repository,
      List<Soak.Standing> standing,
      List<Waiting> line,
      Optional<Commit> newest,
      Optional<Commit> target,
      int behind,
      int files,
      boolean force,
      Instant now)
      throws IOException, InterruptedException {
    List<Soak.Standing> over =
        force ? standing.stream().limit(1).toList() : Soak.over(standing, sync.observationWindow());
    String wrong = "";
    for (Soak.Standing each : over) {
      ObjectId id = ObjectId.fromString(each.sighting().commit());
      String trouble = verdict(repository, id);
      if (trouble.isEmpty()) {
        return view(
            newest,
            target,
            commit(repository, Optional.of(id)),
            line,
            behind,
            files,
            true,
            "",
            "",
            now);
      }
      wrong = wrong.isEmpty() ? trouble : wrong;
    }
    if (!over.isEmpty()) {
      ObjectId id = ObjectId.fromString(over.getFirst().sighting().commit());
      return view(
          newest,
          target,
          commit(repository, Optional.of(id)),
          line,
          behind,
          files,
          false,
          "invalid",
          wrong,
          now);
    }
    if (standing.isEmpty()) {
      return view(
          newest,
          target,
          Optional.empty(),
          line,
          behind,
          files,
          false,
          "observation_window",
          "nothing of it has been seen long enough",
          now);
    }
    Soak.Standing first = standing.getLast();
    ObjectId id = ObjectId.fromString(first.sighting().commit());
    Duration left = first.left(sync.observationWindow());
    return view(
        newest,
        target,
        commit(repository, Optional.of(id)),
        line,
        behind,
        files,
        false,
        "observation_window",
        "it has stood "
            + Spans.words(first.stood())
            + " of "
            + Spans.words(sync.observationWindow())
            + " in healthy, observed time; "
            + Spans.words(left)
            + " to go",
        now);
  }

  private String verdict(Repository repository, ObjectId id)
      throws IOException, InterruptedException {
    String before = verdicts.get(id.name());
    if (before != null) {
      return before;
    }
    Optional<String> trouble = validation.trouble(repository, id);
    if (trouble.isEmpty() && check.isPresent()) {
      trouble = check.get().trouble(repository, id);
    }
    String verdict = trouble.orElse("");
    verdicts.put(id.name(), verdict);
    return verdict;
  }

  /**
   * A verdict that may change without the commit's doing, such as a failed check, is asked anew.
   */
  void judgeAnew() {
    verdicts.values().removeIf(each -> !each.isEmpty());
  }

  // --- the picture ---

  private List<Waiting> waiting(
      Repository repository, List<Soak.Standing> standing, Instant wall, Duration shift)
      throws IOException {
    List<Waiting> line = new ArrayList<>();
    for (Soak.Standing each : standing) {
      if (line.size() == MirrorView.MOST_WAITING) {
        break;
      }
      Duration window = sync.observationWindow();
      Optional<Commit> commit =
          commit(repository, Optional.of(ObjectId.fromString(each.sighting().commit())));
      double progress =
          window.isZero() ? 1 : Math.min(1, (double) each.stood().toMillis() / window.toMillis());
      line.add(
          new Waiting(
              commit.orElseThrow(),
              each.sighting().at().plus(shift),
              progress,
              wall.plus(each.left(window)).plus(shift)));
    }
    return line;
  }

  private Stretch stretch(Repository repository, ObjectId source, Optional<ObjectId> target)
      throws IOException {
    Stretch at = stretch;
    if (at == null || !at.source().equals(source) || !at.target().equals(target)) {
      int files = target.isPresent() ? Commits.changedFiles(repository, target.get(), source) : 0;
      at = new Stretch(source, target, Commits.line(repository, source, target), files);
      stretch = at;
    }
    return at;
  }

  private Optional<Commit> commit(Repository repository, Optional<ObjectId> id) throws IOException {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Commit there = known.get(id.get().name());
    if (there == null) {
      there = Commits.read(repository, id.get());
      if (known.size() > 2_000) {
        known.clear();
      }
      known.put(there.id(), there);
    }
    return Optional.of(there);
  }

  private static MirrorView view(
      Optional<Commit> source,
      Optional<Commit> target,
      Optional<Commit> candidate,
      List<Waiting> line,
      int behind,
      int files,
      boolean ready,
      String heldBy,
      String heldWhy,
      Instant now) {
    Optional<Instant> due =
        candidate.flatMap(
            next ->
                line.stream()
                    .filter(each -> each.commit().id().equals(next.id()))
                    .map(Waiting::dueAt)
                    .findFirst());
    Optional<Instant> since =
        line.isEmpty() ? Optional.empty() : Optional.of(line.getLast().arrivedAt());
    return new MirrorView(
        source,
        target,
        candidate,
        ready,
        heldBy,
        heldWhy,
        due,
        behind,
        since,
        files,
        line,
        Optional.empty(),
        now);
  }
}
