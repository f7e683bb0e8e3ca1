package io.piha.console.sync;

import io.piha.arbiter.MirrorView;
import io.piha.console.dialog.Act;
import io.piha.console.dialog.Opener;
import io.piha.console.kit.Changed;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Live;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.engine.UpkeepView.SyncView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The mirror without its paint: which commits wait, what holds them, what may be asked. */
public final class SyncModel {

  private static final int MOST_NAMED = 3;
  private static final String WINDOW = "observation_window";

  private final Words words;
  private final Live live;
  private final Supplier<String> selected;
  private final Opener opener;
  private final ReadOnlyObjectWrapper<String> headline = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Tone> tone = new ReadOnlyObjectWrapper<>(Tone.QUIET);
  private final ReadOnlyObjectWrapper<Boolean> mirrored = new ReadOnlyObjectWrapper<>(false);
  private final ReadOnlyObjectWrapper<Boolean> frozen = new ReadOnlyObjectWrapper<>(false);
  private final ReadOnlyObjectWrapper<List<Fact>> facts = new ReadOnlyObjectWrapper<>(List.of());
  private final ObservableList<Lane> lanes = FXCollections.observableArrayList();

  /**
   * @param selected the service that is shown; empty without one
   */
  public SyncModel(Words words, Live live, Supplier<String> selected, Opener opener) {
    this.words = words;
    this.live = live;
    this.selected = selected;
    this.opener = opener;
  }

  /** Another picture, or time has passed. */
  public void tick() {
    Optional<ServiceView> service = service();
    Optional<SyncView> sync = service.flatMap(each -> each.upkeep().sync());
    Changed.set(mirrored, sync.isPresent());
    Changed.set(frozen, service.filter(each -> each.freeze().frozen()).isPresent());
    if (sync.isEmpty()) {
      Changed.set(headline, "");
      Changed.set(facts, List.of());
      lanes.clear();
      return;
    }
    Changed.set(tone, toneOf(sync.get()));
    Changed.set(headline, sentence(sync.get()));
    Changed.set(facts, facts(service.get(), sync.get()));
    List<Lane> now = lanes(sync.get());
    if (!lanes.equals(now)) {
      lanes.setAll(now);
    }
  }

  private Optional<ServiceView> service() {
    return live.snapshot().stream()
        .flatMap(shown -> shown.services().stream())
        .filter(each -> each.name().equals(selected.get()))
        .findFirst();
  }

  // --- the sentence ---

  private static Tone toneOf(SyncView sync) {
    return switch (sync.heldBy().orElse("")) {
      case "", WINDOW -> Tone.QUIET;
      case "forced_push", "diverged", MirrorView.UNREACHABLE -> Tone.BAD;
      default -> Tone.NOTICE;
    };
  }

  private String sentence(SyncView sync) {
    MirrorView seen = sync.seen();
    String held = sync.heldBy().orElse("");
    if (!held.isEmpty() && !held.equals(WINDOW)) {
      return words.say("sync.held", name(held));
    }
    if (seen.target().isEmpty()) {
      return words.say("sync.nothing");
    }
    if (seen.behind() == 0) {
      return words.say("sync.newest");
    }
    return seen.dueAt()
        .map(
            at ->
                words.say("sync.moving", Spans.left(Duration.between(live.now(), at)), moment(at)))
        .orElseGet(() -> words.count(seen.behind(), "sync.behind.one", "sync.behind.many"));
  }

  private String name(String held) {
    return words.sayOr("held." + held, held);
  }

  private String moment(Instant at) {
    return words.moment(at, live.now());
  }

  // --- the picture ---

  private List<Lane> lanes(SyncView sync) {
    MirrorView seen = sync.seen();
    String next = seen.candidate().map(MirrorView.Commit::id).orElse("");
    String held = sync.heldBy().orElse("");
    var all = new ArrayList<Lane>();
    for (MirrorView.Waiting each : seen.line()) {
      boolean goes = each.commit().id().equals(next);
      boolean stopped = !held.isEmpty() && !held.equals(WINDOW);
      Duration left = Duration.between(live.now(), each.dueAt());
      all.add(
          lane(
              each.commit(),
              stopped ? each.progress() : Math.max(each.progress(), share(each, live.now())),
              stopped
                  ? name(held)
                  : left.isPositive()
                      ? words.say("sync.in", Spans.left(left))
                      : words.say("sync.ready"),
              stopped ? Lane.Stand.HELD : goes ? Lane.Stand.NEXT : Lane.Stand.WAITING));
    }
    seen.target()
        .ifPresent(each -> all.add(lane(each, 1, words.say("sync.there"), Lane.Stand.THERE)));
    return all;
  }

  /** Between two looks the dot goes on, never past the gate. */
  private static double share(MirrorView.Waiting of, Instant now) {
    Duration whole = Duration.between(of.arrivedAt(), of.dueAt());
    Duration stood = Duration.between(of.arrivedAt(), now);
    boolean plain = whole.isPositive() && !stood.isNegative() && stood.compareTo(whole) <= 0;
    return plain ? (double) stood.toMillis() / whole.toMillis() : of.progress();
  }

  private static Lane lane(
      MirrorView.Commit commit, double progress, String left, Lane.Stand stand) {
    return new Lane(commit.brief(), commit.subject(), commit.author(), progress, left, stand);
  }

  // --- what holds it ---

  private List<Fact> facts(ServiceView service, SyncView sync) {
    MirrorView seen = sync.seen();
    var all = new ArrayList<Fact>();
    sync.heldBy()
        .ifPresentOrElse(
            held -> all.add(new Fact(name(held), sync.heldWhy(), "", toneOf(sync))),
            () -> all.add(quiet("sync.hold", words.say("sync.free"))));
    seen.candidate().ifPresent(each -> all.add(quiet("sync.next", each.words())));
    seen.dueAt()
        .filter(_ -> toneOf(sync) == Tone.QUIET)
        .ifPresent(at -> all.add(quiet("sync.due", words.say("sync.due.well", moment(at)))));
    seen.nextRun().ifPresent(at -> all.add(quiet("sync.run", moment(at))));
    all.add(quiet("sync.standby", behind(seen)));
    seen.target().ifPresent(each -> all.add(quiet("sync.would", each.words())));
    if (service.freeze().frozen()) {
      all.add(frozen(service));
    }
    sync.settlesAt()
        .ifPresent(
            at -> all.add(quiet("sync.settles", words.say("sync.settles.text", moment(at)))));
    List<String> arrived =
        sync.suspects().stream()
            .filter(each -> !sync.rollback().equals(Optional.of(each)))
            .toList();
    if (!arrived.isEmpty()) {
      all.add(suspect(words.say("sync.suspect.arrived", named(arrived))));
    }
    sync.rollback().ifPresent(release -> all.add(suspect(words.say("sync.suspect.text", release))));
    all.add(quiet("sync.looked", moment(seen.lookedAt())));
    return List.copyOf(all);
  }

  private static String named(List<String> commits) {
    String first = String.join("; ", commits.subList(0, Math.min(MOST_NAMED, commits.size())));
    return commits.size() <= MOST_NAMED ? first : first + "; +" + (commits.size() - MOST_NAMED);
  }

  private Fact suspect(String text) {
    return new Fact(words.say("sync.suspect"), text, "", Tone.NOTICE);
  }

  private Fact frozen(ServiceView service) {
    var freeze = service.freeze();
    String until = freeze.until().map(at -> words.say("sync.until", moment(at))).orElse("");
    String why = freeze.reason().isBlank() ? "" : " (" + freeze.reason() + ")";
    return new Fact(words.say("sync.freeze"), Words.person(freeze.by()) + why, until, Tone.NOTICE);
  }

  private String behind(MirrorView seen) {
    if (seen.behind() == 0) {
      return words.say("sync.uptodate");
    }
    String commits = words.count(seen.behind(), "sync.behind.one", "sync.behind.many");
    String files = words.count(seen.files(), "sync.files.one", "sync.files.many");
    return seen.behindSince()
        .map(
            since ->
                words.say(
                    "sync.since", commits, files, Spans.words(Duration.between(since, live.now()))))
        .orElse(commits + ", " + files);
  }

  private Fact quiet(String key, String text) {
    return Fact.quiet(words.say(key), text, "");
  }

  // --- what may be asked ---

  void syncNow() {
    open(Act.SYNC);
  }

  void freezeOrThaw() {
    open(frozen.get() ? Act.THAW : Act.FREEZE);
  }

  void rollBack() {
    open(Act.ROLLBACK);
  }

  private void open(Act act) {
    service().ifPresent(each -> opener.open(act, each.name(), ""));
  }

  /** How it stands, in one sentence; empty without a mirror. */
  public ReadOnlyObjectProperty<String> headline() {
    return headline.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Tone> tone() {
    return tone.getReadOnlyProperty();
  }

  /** Whether there is a mirror that has looked. */
  public ReadOnlyObjectProperty<Boolean> mirrored() {
    return mirrored.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Boolean> frozen() {
    return frozen.getReadOnlyProperty();
  }

  /** What holds what and until when, and how far the standby is behind. */
  public ReadOnlyObjectProperty<List<Fact>> facts() {
    return facts.getReadOnlyProperty();
  }

  /** The commits on their way, newest first, and at the end the one that is there. */
  ObservableList<Lane> lanes() {
    return lanes;
  }
}
