package io.piha.arbiter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a story tells of the mirror, of snapshots and of what is done to a host. */
final class StoryUpkeep {

  private StoryUpkeep() {}

  /**
   * {@code mirror sees c1 at c0 ready [due] [answers r1]}, {@code mirror sees c1 at c0 held WORD},
   * {@code mirror unreachable [due] [answers r1]}, {@code mirror done}, {@code mirror failed WHY},
   * {@code mirror frozen by NAME [until 10m]}.
   *
   * <p>What it sees is the newest commit, which is released next unless {@code next c1} names an
   * older one. {@code over c3 c2} at the end are older ones that wait as well. They arrived an hour
   * ago, or just now when it says {@code fresh}; with {@code early} the next is ready before it has
   * stood its window, as a forced look finds it.
   */
  static void mirror(Stage stage, String[] words) {
    List<String> all = List.of(words);
    switch (words[1]) {
      case "done", "failed" ->
          stage.tell(
              new Signal.CommitReleased(
                  StoryHouse.SERVICE,
                  pending(stage).id(),
                  words[1].equals("done"),
                  String.join(" ", all.subList(2, all.size()))));
      case "frozen" ->
          stage.tell(
              new Signal.FreezeFound(
                  StoryHouse.SERVICE,
                  words[3],
                  "found in the repository",
                  Optional.ofNullable(behind("until", all))
                      .map(lasting -> stage.now.plus(Story.span(lasting)))));
      default -> {
        String answers = behind("answers", all);
        stage.tell(
            new Signal.MirrorSeen(
                StoryHouse.SERVICE,
                words[1].equals("sees")
                    ? view(stage.now, words[2], words[4], all)
                    : unreachable(stage),
                answers == null ? "" : answers,
                all.contains("due")));
      }
    }
  }

  private static Release pending(Stage stage) {
    ServiceState state = stage.state.services().get(0);
    Mirrored mirrored = state.book().mirrored();
    if (mirrored == null || mirrored.pending() == null) {
      throw new IllegalArgumentException("no release is pending");
    }
    return mirrored.pending();
  }

  /** The word behind that one; null when it is not said. */
  private static @Nullable String behind(String word, List<String> words) {
    int place = words.indexOf(word);
    return place < 0 ? null : words.get(place + 1);
  }

  /** What was seen before is kept, as the job keeps it. */
  private static MirrorView unreachable(Stage stage) {
    MirrorView before = stage.state.services().get(0).upkeep().mirror();
    String why = "no route to the repository";
    return before == null
        ? MirrorView.unreachable(why, Optional.empty(), stage.now)
        : before.stale(why, Optional.empty());
  }

  private static MirrorView view(Instant now, String source, String target, List<String> words) {
    String held = behind("held", words);
    String next = Objects.requireNonNullElse(behind("next", words), source);
    boolean behind = !source.equals(target);
    int over = words.indexOf("over");
    List<String> waiting = new ArrayList<>(List.of(source));
    waiting.addAll(over < 0 ? List.of() : words.subList(over + 1, words.size()));
    Instant arrived = words.contains("fresh") ? now : now.minusSeconds(3600);
    boolean stood = words.contains("ready") && !words.contains("early");
    return new MirrorView(
        Optional.of(commit(source)),
        target.equals("nothing") ? Optional.empty() : Optional.of(commit(target)),
        behind ? Optional.of(commit(next)) : Optional.empty(),
        words.contains("ready"),
        held == null ? "" : held,
        held == null ? "" : "the repository says " + held,
        Optional.empty(),
        behind ? waiting.size() : 0,
        behind ? Optional.of(arrived) : Optional.empty(),
        behind ? 2 : 0,
        !behind
            ? List.of()
            : waiting.stream()
                .map(
                    each ->
                        new MirrorView.Waiting(
                            commit(each), arrived, stood ? 1 : 0.5, now.plusSeconds(3600)))
                .toList(),
        Optional.empty(),
        now);
  }

  private static MirrorView.Commit commit(String id) {
    return new MirrorView.Commit(id, "Ann", "change " + id, Instant.EPOCH);
  }

  /** {@code chore done}, {@code chore failed WHY}, {@code chore says WHAT}. */
  static void chore(Stage stage, String[] words) {
    Chore chore = stage.state.services().get(0).book().chore();
    if (words[1].equals("says")) {
      String said = String.join(" ", List.of(words).subList(2, words.length));
      String id = chore == null ? "none" : chore.id();
      stage.tell(
          new Signal.ChoreProgress(
              StoryHouse.SERVICE, new Chore.Progress(id, said, 1, 2, List.of())));
      return;
    }
    stage.tell(
        new Signal.ChoreEnded(
            StoryHouse.SERVICE,
            chore == null ? "none" : chore.id(),
            words[1].equals("done"),
            String.join(" ", List.of(words).subList(2, words.length)),
            Map.of()));
  }

  /**
   * {@code snapshot of haos from 3h ago [unverified] [files|bundle]}, {@code snapshot due haos}.
   */
  static void snapshot(Stage stage, String[] words) {
    if (words[1].equals("due")) {
      stage.tell(new Signal.SnapshotDue(StoryHouse.SERVICE, words[2]));
      return;
    }
    List<String> all = List.of(words);
    stage.tell(
        new Signal.SnapshotsSeen(
            StoryHouse.SERVICE,
            words[2],
            List.of(
                new StagedSnapshot(
                    words[2] + "-1",
                    words[2],
                    all.contains("files") ? "sftp" : all.contains("bundle") ? "git" : "haos",
                    stage.now.minus(Story.span(words[4])),
                    1_000,
                    "00",
                    !all.contains("unverified"),
                    ""))));
  }

  /**
   * The subject of a request: {@code rollback}, the word behind {@code about}, or all behind {@code
   * waiting}.
   */
  static String subject(List<String> words) {
    int about = words.indexOf("about");
    int waiting = words.indexOf("waiting");
    if (waiting >= 0) {
      return String.join(" ", words.subList(waiting + 1, words.size()));
    }
    return words.contains("rollback") ? Request.ROLLBACK : about < 0 ? "" : words.get(about + 1);
  }
}
