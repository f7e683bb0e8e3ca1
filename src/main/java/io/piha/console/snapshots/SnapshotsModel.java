package io.piha.console.snapshots;

import io.piha.arbiter.StagedSnapshot;
import io.piha.console.dialog.Act;
import io.piha.console.dialog.Opener;
import io.piha.console.kit.Changed;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Live;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Sizes;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.engine.UpkeepView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The snapshots without their paint: what is staged of each host, what runs, what may be asked. */
public final class SnapshotsModel {

  private static final int LINES = 8;

  private final Words words;
  private final Live live;
  private final Supplier<String> selected;
  private final Opener opener;
  private final ObservableList<Row> rows = FXCollections.observableArrayList();
  private final ObservableList<String> hosts = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<Running>> running =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<List<Fact>> detail = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Boolean> any = new ReadOnlyObjectWrapper<>(false);
  private String chosen = "";

  /**
   * @param selected the service that is shown; empty without one
   */
  public SnapshotsModel(Words words, Live live, Supplier<String> selected, Opener opener) {
    this.words = words;
    this.live = live;
    this.selected = selected;
    this.opener = opener;
  }

  /** Another picture, or time has passed. */
  public void tick() {
    Optional<ServiceView> service = service();
    List<Row> now = service.map(this::rows).orElse(List.of());
    if (!rows.equals(now)) {
      replace(now);
    }
    Changed.set(any, !now.isEmpty());
    Changed.set(running, service.flatMap(each -> each.upkeep().chore()).map(this::running));
    List<String> names = service.map(each -> names(each.hosts())).orElse(List.of());
    if (!hosts.equals(names)) {
      hosts.setAll(names);
    }
    Changed.set(detail, find().map(this::facts).orElse(List.of()));
  }

  /** Line by line, so that what is selected stays so while ages grow. */
  private void replace(List<Row> now) {
    for (int i = 0; i < Math.min(rows.size(), now.size()); i++) {
      if (!rows.get(i).equals(now.get(i))) {
        rows.set(i, now.get(i));
      }
    }
    if (rows.size() > now.size()) {
      rows.remove(now.size(), rows.size());
    } else if (rows.size() < now.size()) {
      rows.addAll(now.subList(rows.size(), now.size()));
    }
  }

  private static List<String> names(List<HostView> of) {
    return of.stream().map(HostView::name).toList();
  }

  private Optional<ServiceView> service() {
    return live.snapshot().stream()
        .flatMap(shown -> shown.services().stream())
        .filter(each -> each.name().equals(selected.get()))
        .findFirst();
  }

  // --- the list ---

  private List<Row> rows(ServiceView service) {
    UpkeepView upkeep = service.upkeep();
    var all = new ArrayList<Row>();
    for (String host : names(service.hosts())) {
      List<StagedSnapshot> staged =
          upkeep.snapshots().stream().filter(each -> each.host().equals(host)).toList();
      boolean saved = upkeep.saved().contains(host);
      boolean reinstalls = upkeep.reinstalls().contains(host);
      if (staged.isEmpty() && !saved && !reinstalls) {
        continue;
      }
      Optional<StagedSnapshot> proven =
          staged.stream().filter(StagedSnapshot::verified).findFirst();
      all.add(
          new Row.Of(
              host,
              proven
                  .map(each -> words.say("snapshots.newest", age(each)))
                  .orElseGet(() -> words.say(saved ? "snapshots.unproven" : "snapshots.unsaved")),
              proven.isPresent() || !saved ? Tone.QUIET : Tone.NOTICE,
              saved,
              reinstalls,
              upkeep.chore().isPresent()));
      staged.forEach(each -> all.add(staged(each)));
      if (staged.isEmpty()) {
        all.add(new Row.None(host, words.say(saved ? "snapshots.none.yet" : "snapshots.none")));
      }
    }
    return all;
  }

  private Row.Staged staged(StagedSnapshot of) {
    return new Row.Staged(
        of.host(),
        of.id(),
        words.sayOr("snapshots.kind." + of.kind(), of.kind()),
        words.moment(of.takenAt(), live.now()),
        age(of),
        size(of.bytes()),
        words.say(of.verified() ? "snapshots.verified" : "snapshots.unverified"),
        of.verified(),
        of.note());
  }

  private String age(StagedSnapshot of) {
    return Spans.coarse(Duration.between(of.takenAt(), live.now()));
  }

  // --- what runs ---

  private Running running(UpkeepView.ChoreView chore) {
    String moved =
        chore.bytes() <= 0
            ? ""
            : chore.total() > 0
                ? words.say("snapshots.moved", size(chore.bytes()), size(chore.total()))
                : size(chore.bytes());
    String since = Spans.clock(Duration.between(chore.since(), live.now()));
    List<String> lines = chore.lines();
    return new Running(
        words.say("snapshots.run." + chore.action(), chore.host(), chore.subject()),
        chore.text(),
        chore.total() > 0 && chore.bytes() > 0
            ? Math.min(1, (double) chore.bytes() / chore.total())
            : -1,
        moved.isEmpty() ? since : moved + " · " + since,
        String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
  }

  private String size(long bytes) {
    return Sizes.words(bytes, words.figures());
  }

  // --- the one that is chosen ---

  /** Shows a snapshot beside the list; empty for none. */
  void choose(String id) {
    chosen = id;
    Changed.set(detail, find().map(this::facts).orElse(List.of()));
  }

  private Optional<StagedSnapshot> find() {
    return service().stream()
        .flatMap(each -> each.upkeep().snapshots().stream())
        .filter(each -> each.id().equals(chosen))
        .findFirst();
  }

  private List<Fact> facts(StagedSnapshot of) {
    return List.of(
        Fact.quiet(words.say("snapshots.id"), of.id(), ""),
        Fact.quiet(words.say("snapshots.of"), of.host(), ""),
        Fact.quiet(
            words.say("snapshots.taken"),
            words.stamp(of.takenAt()),
            Spans.words(Duration.between(of.takenAt(), live.now()))),
        Fact.quiet(words.say("snapshots.size"), size(of.bytes()), ""),
        new Fact(
            words.say("snapshots.proof"),
            words.say(of.verified() ? "snapshots.verified" : "snapshots.unverified"),
            "",
            of.verified() ? Tone.QUIET : Tone.NOTICE),
        Fact.quiet(words.say("snapshots.holds"), of.note(), ""),
        Fact.quiet("SHA-256", of.sha256(), ""));
  }

  /** The host that the chosen snapshot is of. */
  Optional<String> host() {
    return find().map(StagedSnapshot::host);
  }

  // --- what may be asked ---

  void take(String host) {
    open(Act.SNAPSHOT, host, "");
  }

  void reinstall(String host) {
    open(Act.REINSTALL, host, "");
  }

  /** Opens the dialog before the chosen snapshot is restored. */
  void restore(String to) {
    find().ifPresent(each -> open(Act.RESTORE, to, each.id()));
  }

  private void open(Act act, String host, String about) {
    service().ifPresent(each -> opener.open(act, each.name(), host, about));
  }

  ObservableList<Row> rows() {
    return rows;
  }

  /** Where a snapshot may be restored to. */
  ObservableList<String> hosts() {
    return hosts;
  }

  ReadOnlyObjectProperty<Optional<Running>> running() {
    return running.getReadOnlyProperty();
  }

  /** What is known of the chosen snapshot; empty without one. */
  ReadOnlyObjectProperty<List<Fact>> detail() {
    return detail.getReadOnlyProperty();
  }

  /** Whether anything is configured or staged. */
  ReadOnlyObjectProperty<Boolean> any() {
    return any.getReadOnlyProperty();
  }
}
