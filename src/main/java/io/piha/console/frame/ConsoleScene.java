package io.piha.console.frame;

import io.piha.console.audit.AuditFeed;
import io.piha.console.audit.AuditModel;
import io.piha.console.audit.AuditPage;
import io.piha.console.dialog.GuardedDialogs;
import io.piha.console.dialog.Layer;
import io.piha.console.kit.Asker;
import io.piha.console.kit.Live;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import io.piha.console.overview.OverviewModel;
import io.piha.console.overview.OverviewPage;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;

/** Everything inside the window, put together once. */
public final class ConsoleScene {

  private static final Duration STEP = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Screens screens;
  private final Live live;
  private final Layer layer = new Layer();
  private final GuardedDialogs dialogs;
  private final OverviewModel overview;
  private final AuditFeed feed;
  private final FrameModel frame;
  private final Scene scene;
  private Theme theme = Theme.LIGHT;
  private Instant moved = Instant.EPOCH;

  /**
   * @param clock never jumps
   * @param screen runs what it is given on the screen's thread
   */
  public ConsoleScene(
      Surroundings surroundings, Words words, Asker asker, InstantSource clock, Executor screen) {
    this.clock = clock;
    screens = new Screens(words);
    live = new Live(clock);
    String operator = surroundings.operator();
    dialogs = new GuardedDialogs(layer, screens, words, live, operator, asker, screen);
    overview = new OverviewModel(words, live, dialogs, request -> forget(asker, request), operator);
    feed = new AuditFeed(words);
    frame = new FrameModel(surroundings, words, live);
    var page = new FramePage(frame, layer, this::shortcuts, this::toggleTheme);
    Region root = screens.load(Screen.FRAME, page);
    page.add(
        Page.OVERVIEW,
        screens.load(Screen.OVERVIEW, new OverviewPage(overview, feed, screens, words)));
    page.add(
        Page.AUDIT, screens.load(Screen.AUDIT, new AuditPage(new AuditModel(feed, words), words)));
    scene = new Scene(root, 1400, 880);
    keys();
    wear(theme);
  }

  /** Takes a new picture; on the screen's thread. */
  public void show(Snapshot snapshot) {
    moved = clock.instant();
    live.take(snapshot);
    overview.show(snapshot);
    feed.show(snapshot);
    frame.show(snapshot);
    dialogs.show(snapshot);
  }

  /**
   * Time has passed; on the screen's thread. A picture that just came has moved everything already,
   * so that with one each second there is one frame a second and not five.
   */
  public void tick() {
    if (Duration.between(moved, clock.instant()).compareTo(STEP) >= 0) {
      moved = clock.instant();
      overview.tick();
      frame.tick();
    }
  }

  /** Puts on a theme. */
  public void wear(Theme next) {
    theme = next;
    scene.setUserAgentStylesheet(next.sheet());
  }

  /**
   * Asks before the window closes; whatever dialog was open gives way.
   *
   * @param yes called when the operator means it
   */
  public void askToClose(Runnable yes) {
    var sheet = new Sheet(yes, layer::close);
    layer.close();
    layer.open(screens.load(Screen.CLOSING, sheet), () -> {});
    sheet.focus();
  }

  /** The sheet with all keys. */
  public void shortcuts() {
    var sheet = new Sheet(layer::close, layer::close);
    if (layer.open(screens.load(Screen.SHORTCUTS, sheet), () -> {})) {
      sheet.focus();
    }
  }

  private void toggleTheme() {
    wear(theme.other());
  }

  private void keys() {
    var keys = scene.getAccelerators();
    keys.put(new KeyCodeCombination(KeyCode.F1), this::shortcuts);
    keys.put(control(KeyCode.DIGIT1), () -> go(Page.OVERVIEW));
    keys.put(control(KeyCode.DIGIT2), () -> go(Page.AUDIT));
    keys.put(control(KeyCode.D), this::toggleTheme);
  }

  private void go(Page page) {
    if (!layer.isOpen()) {
      frame.go(page);
    }
  }

  private static KeyCodeCombination control(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
  }

  /** What comes of an act without a dialog is seen in the following snapshots. */
  private static void forget(Asker asker, io.piha.arbiter.Request request) {
    var _ = asker.ask(request);
  }

  public Scene scene() {
    return scene;
  }

  public GuardedDialogs dialogs() {
    return dialogs;
  }

  public Layer layer() {
    return layer;
  }
}
