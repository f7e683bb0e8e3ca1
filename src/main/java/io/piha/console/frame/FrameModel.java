package io.piha.console.frame;

import io.piha.console.kit.Changed;
import io.piha.console.kit.Live;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The window's frame without its paint. */
public final class FrameModel {

  private final Surroundings surroundings;
  private final Words words;
  private final Live live;
  private final ReadOnlyObjectWrapper<Page> page = new ReadOnlyObjectWrapper<>(Page.OVERVIEW);
  private final ReadOnlyObjectWrapper<String> site;
  private final ReadOnlyObjectWrapper<String> decides = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<String> age;
  private final ReadOnlyObjectWrapper<String> version = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<String> past = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Boolean> stale = new ReadOnlyObjectWrapper<>(false);

  FrameModel(Surroundings surroundings, Words words, Live live) {
    this.surroundings = surroundings;
    this.words = words;
    this.live = live;
    this.site = new ReadOnlyObjectWrapper<>(surroundings.title());
    this.age = new ReadOnlyObjectWrapper<>(words.say("frame.age.none"));
  }

  /** Takes the picture that is shown. */
  public void show(Snapshot snapshot) {
    var control = snapshot.control();
    Changed.set(site, control.site());
    Changed.set(version, words.say("frame.version", control.version()));
    Changed.set(decides, decides(control));
    Changed.set(past, live.past().get() ? then(snapshot) : "");
    tick();
  }

  /** Time has passed. */
  public void tick() {
    Changed.set(stale, live.stale());
    live.newest()
        .ifPresent(
            _ ->
                Changed.set(
                    age,
                    live.stale()
                        ? words.say("frame.age.stale", Spans.words(live.age()))
                        : words.say("frame.age.fresh")));
  }

  /** Turns to a page. */
  public void go(Page to) {
    page.set(to);
  }

  private String decides(Snapshot.Control control) {
    if (surroundings.observer()) {
      return words.say("frame.decides.other", control.id());
    }
    return control.role().equals("active")
        ? words.say("frame.decides.here")
        : words.say("frame.decides.standby");
  }

  public boolean demo() {
    return surroundings.demo();
  }

  public boolean observer() {
    return surroundings.observer();
  }

  public ReadOnlyObjectProperty<Page> page() {
    return page.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<String> site() {
    return site.getReadOnlyProperty();
  }

  /** Who decides: this console's engine, another's, or nobody here yet. */
  public ReadOnlyObjectProperty<String> decides() {
    return decides.getReadOnlyProperty();
  }

  /** How old the picture is. */
  public ReadOnlyObjectProperty<String> age() {
    return age.getReadOnlyProperty();
  }

  /** Whether pictures have stopped coming. */
  public ReadOnlyObjectProperty<Boolean> stale() {
    return stale.getReadOnlyProperty();
  }

  private String then(Snapshot snapshot) {
    return live.rehearsed().isEmpty()
        ? words.say("past.at", words.moment(snapshot.at(), live.present()))
        : live.rehearsed();
  }

  /** Which moment is shown; empty for now. */
  public ReadOnlyObjectProperty<String> past() {
    return past.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<String> version() {
    return version.getReadOnlyProperty();
  }
}
