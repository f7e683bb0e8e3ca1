package io.piha.console;

import io.piha.console.frame.Theme;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.Words;
import io.piha.console.setup.KeptDesk;
import io.piha.console.setup.SetupModel;
import io.piha.console.setup.SetupScene;
import io.piha.setup.AlertKind;
import io.piha.setup.Place;
import io.piha.setup.SwitchKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;

/** Draws the first run for the {@link Gallery}: every page, by walking through it. */
final class SetupGallery {

  /** What is done to the window, one after the other, before it is drawn. */
  private record Piece(String name, boolean green, List<Act> acts) {}

  private interface Act {
    void on(SetupScene scene);
  }

  private static final int FRAMES = 3;
  private static final int MOST_TRIES = 50;

  private SetupGallery() {}

  private static List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    List<Act> so = new ArrayList<>();
    pieces.add(piece("setup-welcome", so));
    pieces.add(
        new Piece(
            "setup-welcome-wrong",
            true,
            List.of(type("file", "/nowhere/piha.yaml"), press("openFile"))));
    so.add(press("setUp"));
    pieces.add(with("setup-broker-missing", so, press("next")));
    so.add(type("brokerUrl", "mqtt://192.168.1.4:1883"));
    so.add(type("brokerUser", "piha-control"));
    so.add(type("brokerPassword", "secret"));
    pieces.add(with("setup-broker", so, press("try")));
    so.add(press("next"));
    so.add(type("primaryUrl", "http://192.168.1.10:8123"));
    so.add(type("primaryObserver", "http://192.168.1.10:4357"));
    pieces.add(piece("setup-primary", so));
    so.add(press("next"));
    pieces.add(with("setup-standby-none", so, uncheck("has")));
    so.add(type("standbyUrl", "http://192.168.1.5:8123"));
    so.add(press("next"));
    pieces.add(piece("setup-power-none", so));
    so.add(scene -> choose(scene, "kind", SwitchKind.SNMP_2C));
    so.add(type("switchaddress", "192.168.1.2:161"));
    so.add(type("switchcommunity", "secret"));
    so.add(type("primaryPort", "8"));
    pieces.add(with("setup-power-http", so, scene -> choose(scene, "kind", SwitchKind.HTTP)));
    pieces.add(with("setup-power", so, press("readPorts"), press("try")));
    so.add(press("next"));
    pieces.add(piece("setup-containers-none", so));
    so.add(check("has"));
    so.add(type("containerWatch", "mariadb, mosquitto"));
    pieces.add(with("setup-containers", so, press("try")));
    so.add(press("next"));
    pieces.add(piece("setup-alerts-none", so));
    so.add(scene -> choose(scene, "firstKind", AlertKind.NTFY));
    so.add(type("firsturl", "https://ntfy.sh/topic"));
    pieces.add(with("setup-alerts", so, scene -> choose(scene, "secondKind", AlertKind.EMAIL)));
    so.add(press("next"));
    pieces.add(piece("setup-review", so));
    so.add(press("next"));
    pieces.add(piece("setup-result", so));
    pieces.add(new Piece("setup-result-red", false, List.copyOf(so)));
    return pieces;
  }

  private static Piece piece(String name, List<Act> acts) {
    return new Piece(name, true, List.copyOf(acts));
  }

  private static Piece with(String name, List<Act> acts, Act... more) {
    List<Act> all = new ArrayList<>(acts);
    all.addAll(List.of(more));
    return new Piece(name, true, all);
  }

  /** Draws the pieces with that in their name, each light and dark, large and small. */
  static void drawAll(String only) throws Exception {
    FxToolkit.registerPrimaryStage();
    for (Piece piece : pieces()) {
      if (piece.name().contains(only)) {
        for (Theme theme : Theme.values()) {
          for (Easel.Size size : Easel.sizes("1100x760,1024x700")) {
            draw(piece, theme, size.width(), size.height());
          }
        }
      }
    }
  }

  /** Draws one of them into the documentation. */
  static void draw(String name, Theme theme, Path file) throws Exception {
    FxToolkit.registerPrimaryStage();
    for (Piece piece : pieces()) {
      if (piece.name().equals(name)) {
        draw(piece, theme, 1100, 760, file);
      }
    }
  }

  private static void draw(Piece piece, Theme theme, int width, int height) throws Exception {
    draw(piece, theme, width, height, Gallery.fileOf(piece.name(), theme, width));
  }

  private static void draw(Piece piece, Theme theme, int width, int height, Path file)
      throws Exception {
    Path folder = Files.createTempDirectory("piha-setup");
    KeptDesk desk = piece.green() ? new KeptDesk() : new KeptDesk().failing();
    Stage stage = Easel.onScreen(Stage::new);
    SetupScene scene =
        Easel.onScreen(
            () -> {
              var made =
                  new SetupScene(
                      new SetupModel.Surroundings(
                          new Place(folder.resolve("piha.yaml")), Map.of(), "alice"),
                      desk,
                      new Words(
                          Locale.forLanguageTag(System.getProperty("gallery.language", "en")),
                          ZoneId.of("UTC")),
                      _ -> {},
                      LatestOnly.screen());
              made.wear(theme);
              stage.setScene(made.scene());
              stage.setWidth(width);
              stage.setHeight(height);
              stage.show();
              return made;
            });
    Easel.frames(FRAMES);
    for (Act act : piece.acts()) {
      for (int i = 0; i < MOST_TRIES && !Easel.onScreen(() -> did(act, scene)); i++) {
        Easel.frames(FRAMES);
      }
      Easel.frames(FRAMES);
    }
    Easel.finish(stage, file);
  }

  /** Does it, unless its page is not in sight yet. */
  private static boolean did(Act act, SetupScene scene) {
    try {
      act.on(scene);
      return true;
    } catch (NotInSight e) {
      return false;
    }
  }

  private static final class NotInSight extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static Act type(String id, String text) {
    return scene -> ((TextInputControl) node(scene, id)).setText(text);
  }

  private static Act press(String id) {
    return scene -> ((Button) node(scene, id)).fire();
  }

  private static Act check(String id) {
    return scene -> ((CheckBox) node(scene, id)).setSelected(true);
  }

  private static Act uncheck(String id) {
    return scene -> ((CheckBox) node(scene, id)).setSelected(false);
  }

  private static <E> void choose(SetupScene scene, String id, E kind) {
    @SuppressWarnings("unchecked") // these boxes hold optional kinds of this type
    var box = (ComboBox<Optional<E>>) node(scene, id);
    box.setValue(Optional.of(kind));
  }

  private static Node node(SetupScene scene, String id) {
    Node found = scene.scene().lookup("#" + id);
    if (found == null) {
      throw new NotInSight();
    }
    return found;
  }
}
