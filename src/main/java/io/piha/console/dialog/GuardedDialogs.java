package io.piha.console.dialog;

import io.piha.console.kit.Asker;
import io.piha.console.kit.Live;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/** Opens guarded dialogs on the layer and feeds the open one with snapshots. */
public final class GuardedDialogs implements Opener {

  private final Layer layer;
  private final Screens screens;
  private final Words words;
  private final Live live;
  private final String operator;
  private final Asker asker;
  private final Executor screen;
  private Optional<GuardedModel> current = Optional.empty();

  /**
   * @param operator who sits here, as audit records name people
   * @param screen runs what it is given on the screen's thread
   */
  public GuardedDialogs(
      Layer layer,
      Screens screens,
      Words words,
      Live live,
      String operator,
      Asker asker,
      Executor screen) {
    this.layer = layer;
    this.screens = screens;
    this.words = words;
    this.live = live;
    this.operator = operator;
    this.asker = asker;
    this.screen = screen;
  }

  @Override
  public void open(Act act, String service, String host, String about) {
    live.snapshot()
        .filter(_ -> !layer.isOpen() && !live.past().get())
        .flatMap(snapshot -> Subject.in(snapshot, service, host, about))
        .ifPresent(subject -> open(act, subject));
  }

  private void open(Act act, Subject subject) {
    var model = new GuardedModel(act, subject, live, operator, asker, screen, words);
    var page = new GuardedPage(model, words, layer::close);
    Region sheet = screens.load(Screen.GUARDED, page);
    sheet.addEventFilter(KeyEvent.KEY_PRESSED, GuardedDialogs::enterNeverConfirms);
    current = Optional.of(model);
    layer.open(
        sheet,
        () -> {
          current = Optional.empty();
          page.release();
        });
    page.focus();
  }

  /** Shows the open dialog a new picture. */
  public void show(Snapshot snapshot) {
    current.ifPresent(model -> model.show(snapshot));
  }

  /** Time has passed. */
  public void tick() {
    current.ifPresent(GuardedModel::tick);
  }

  /** The open dialog's model, while one is open. */
  public Optional<GuardedModel> current() {
    return current;
  }

  private static void enterNeverConfirms(KeyEvent event) {
    boolean acts =
        event.getTarget() instanceof Node node
            && (node instanceof HoldButton || "verb".equals(node.getId()));
    if (event.getCode() == KeyCode.ENTER && acts) {
      event.consume();
    }
  }
}
