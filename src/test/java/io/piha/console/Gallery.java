package io.piha.console;

import io.piha.console.dialog.Act;
import io.piha.console.frame.ConsoleScene;
import io.piha.console.frame.Theme;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.Supposition;
import io.piha.console.overview.Grouping;
import io.piha.engine.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javafx.application.Platform;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testfx.api.FxToolkit;

/**
 * Draws the console in every state into {@code target/gallery}, to be looked at: {@code mvn test
 * -Dtest=Gallery}, {@code -Dgallery.sizes=3840x2160,1920x1080} in other sizes. Not part of the
 * ordinary tests; they check behaviour, eyes check beauty.
 */
class Gallery {

  private record Piece(
      String name,
      Snapshot snapshot,
      boolean demo,
      boolean observer,
      BiConsumer<ConsoleScene, Stagehand> then) {

    Piece(String name, Snapshot snapshot) {
      this(name, snapshot, false, false, (_, _) -> {});
    }

    Piece(String name, Snapshot snapshot, BiConsumer<ConsoleScene, Stagehand> then) {
      this(name, snapshot, false, false, then);
    }
  }

  private static final Map<Boolean, KeptHouse> HOUSES = new HashMap<>();

  /** {@code -Dgallery.language=es} draws it in Spanish. */
  private static final Locale LANGUAGE =
      Locale.forLanguageTag(System.getProperty("gallery.language", "en"));

  private static final List<Piece> PIECES =
      List.of(
          new Piece("calm", Estates.calm()),
          new Piece("incident", Estates.incident()),
          new Piece("failed-over", Estates.failedOver()),
          new Piece("blind", Estates.blind()),
          new Piece("frozen", Estates.frozen()),
          new Piece("leaderless", Estates.leaderless()),
          new Piece("observer", Estates.calm(), false, true, (_, _) -> {}),
          new Piece("demo", Estates.incident(), true, false, (_, _) -> {}),
          new Piece("two-services", Estates.two()),
          new Piece("many", Estates.many(60)),
          new Piece("grouped", Estates.many(60), (scene, _) -> scene.group(Grouping.STATE)),
          new Piece("by-service", Estates.two(), (scene, _) -> scene.group(Grouping.SERVICE)),
          new Piece("empty", Estates.empty()),
          new Piece("waiting", Estates.empty(), (_, _) -> {}),
          new Piece(
              "stale",
              Estates.incident(),
              (scene, hand) -> {
                hand.pass(Duration.ofSeconds(12));
                scene.tick();
              }),
          new Piece("dialog-reset", Estates.incident(), Gallery::reset),
          new Piece("dialog-refused", Estates.incident(), Gallery::refused),
          new Piece("dialog-outcome", Estates.incident(), Gallery::outcome),
          new Piece(
              "dialog-promote",
              Estates.incident(),
              (scene, _) -> {
                scene.dialogs().open(Act.PROMOTE, "home-assistant", "standby");
                scene.dialogs().current().orElseThrow().reason().set("the Pi smells burnt");
                scene.dialogs().current().orElseThrow().arm();
              }),
          new Piece(
              "dialog-failback",
              Estates.failedOver(),
              (scene, _) -> scene.dialogs().open(Act.FAILBACK, "home-assistant", "haos")),
          new Piece(
              "dialog-freeze",
              Estates.calm(),
              (scene, _) -> scene.dialogs().open(Act.FREEZE, "home-assistant", "")),
          new Piece(
              "dialog-thaw",
              Estates.frozen(),
              (scene, _) -> scene.dialogs().open(Act.THAW, "home-assistant", "")),
          new Piece("closing", Estates.calm(), (scene, _) -> scene.askToClose(_ -> {})),
          new Piece("shortcuts", Estates.calm(), (scene, _) -> scene.shortcuts()),
          new Piece("palette", Estates.incident(), (scene, _) -> scene.palette()),
          new Piece("news", Estates.calm(), Gallery::news),
          new Piece("timeline", Estates.incident(), (scene, _) -> go(scene, "timeline")),
          new Piece(
              "past",
              Estates.incident(),
              (scene, _) -> {
                go(scene, "timeline");
                scene.turnTo(Estates.later(Estates.calm(), Duration.ofMinutes(-11)));
              }),
          new Piece("sync-moving", Upkeeps.moving(), (scene, _) -> go(scene, "sync")),
          new Piece(
              "sync-observed", Upkeeps.moving(), false, true, (scene, _) -> go(scene, "sync")),
          new Piece(
              "snapshots-observed",
              Upkeeps.staged(),
              false,
              true,
              (scene, _) -> go(scene, "snapshots")),
          new Piece("sync-newest", Upkeeps.newest(), (scene, _) -> go(scene, "sync")),
          new Piece("sync-frozen", Upkeeps.frozen(), (scene, _) -> go(scene, "sync")),
          new Piece("sync-suspected", Upkeeps.suspected(), (scene, _) -> go(scene, "sync")),
          new Piece("sync-none", Estates.calm(), (scene, _) -> go(scene, "sync")),
          new Piece("snapshots-staged", Upkeeps.staged(), Gallery::chosenSnapshot),
          new Piece("snapshots-pulling", Upkeeps.pulling(), (scene, _) -> go(scene, "snapshots")),
          new Piece(
              "snapshots-reinstalling",
              Upkeeps.reinstalling(),
              (scene, _) -> go(scene, "snapshots")),
          new Piece("snapshots-empty", Estates.calm(), (scene, _) -> go(scene, "snapshots")),
          new Piece(
              "dialog-restore",
              Upkeeps.staged(),
              (scene, _) ->
                  scene
                      .dialogs()
                      .open(Act.RESTORE, "home-assistant", "standby", "haos-20261111T181305Z")),
          new Piece(
              "dialog-sync",
              Upkeeps.moving(),
              (scene, _) -> scene.dialogs().open(Act.SYNC, "home-assistant", "")),
          new Piece("drills-plan", Estates.calm(), (scene, _) -> go(scene, "drills")),
          new Piece(
              "drills-rehearsed",
              Estates.calm(),
              (scene, _) -> {
                go(scene, "drills");
                press(scene, "#rehearse");
              }),
          new Piece(
              "drills-live",
              Estates.calm(),
              (scene, hand) -> {
                hand.drills().goesOn(PlayedDrills.goingOn());
                go(scene, "drills");
              }),
          new Piece(
              "drills-ask",
              Estates.calm(),
              (scene, _) -> {
                go(scene, "drills");
                press(scene, "#drillLive");
              }),
          new Piece(
              "drills-playing",
              Estates.calm(),
              (scene, hand) -> {
                scene.play(hand.drills().rehearse("leader-dies", "home-assistant").orElseThrow());
                for (int i = 0; i < 55; i++) {
                  scene.tick();
                }
              }),
          new Piece("settings", Estates.calm(), (scene, _) -> go(scene, "settings")),
          new Piece("settings-ports", Estates.calm(), Gallery::settingsPorts),
          new Piece(
              "settings-edit",
              Estates.calm(),
              (scene, _) -> {
                go(scene, "settings");
                var tabs =
                    (javafx.scene.control.TabPane) scene.scene().lookup(".settings-page .tab-pane");
                tabs.getSelectionModel().select(3);
              }),
          new Piece("alarms", Estates.incident(), Gallery::alarmsPage),
          new Piece(
              "boots-short", Upkeeps.booted(Duration.ofMinutes(1)), (scene, _) -> scene.evidence()),
          new Piece("boots", Upkeeps.booted(Duration.ofMinutes(3))),
          new Piece("boots-tile", Upkeeps.booted(Duration.ofMinutes(1))),
          new Piece("evidence", Estates.incident(), (scene, _) -> scene.evidence()),
          new Piece("what-if", Estates.calm(), (scene, hand) -> whatIf(scene, hand, 0)),
          new Piece("what-if-nobody", Estates.calm(), (scene, hand) -> whatIf(scene, hand, 6)),
          new Piece("what-if-moved", Estates.calm(), Gallery::whatIfMoved),
          new Piece("what-if-asking", Estates.calm(), (scene, _) -> scene.whatIf()),
          new Piece("what-if-observer", Estates.calm(), false, true, Gallery::whatIfElsewhere),
          new Piece("audit", Estates.incident(), Gallery::auditPage));

  private static void settingsPorts(ConsoleScene scene, Stagehand hand) {
    go(scene, "settings");
    var tabs = (javafx.scene.control.TabPane) scene.scene().lookup(".settings-page .tab-pane");
    tabs.getSelectionModel().select(2);
    press(scene, "#readPorts");
  }

  @Test
  void drawsEveryState() throws Exception {
    drawAll("");
  }

  /** The pictures in the documentation: {@code mvn test -Dtest=Gallery#drawsTheDocs}. */
  @Test
  @EnabledIfSystemProperty(named = "test", matches = ".*#drawsTheDocs")
  void drawsTheDocs() throws Exception {
    FxToolkit.registerPrimaryStage();
    Path docs = Path.of("docs", "pictures");
    draw(piece("calm"), Theme.LIGHT, 1400, 880, docs.resolve("overview-calm.png"));
    draw(piece("incident"), Theme.DARK, 1400, 880, docs.resolve("overview-incident.png"));
    draw(piece("dialog-reset"), Theme.DARK, 1400, 880, docs.resolve("dialog-reset.png"));
    draw(piece("what-if"), Theme.LIGHT, 1400, 880, docs.resolve("what-if.png"));
    draw(piece("past"), Theme.LIGHT, 1400, 880, docs.resolve("timeline-past.png"));
    draw(piece("sync-moving"), Theme.LIGHT, 1400, 880, docs.resolve("sync.png"));
    draw(piece("snapshots-staged"), Theme.LIGHT, 1400, 880, docs.resolve("snapshots.png"));
    draw(piece("drills-rehearsed"), Theme.LIGHT, 1400, 880, docs.resolve("drills.png"));
    SetupGallery.draw("setup-power", Theme.LIGHT, docs.resolve("first-run.png"));
  }

  private static Piece piece(String name) {
    return PIECES.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static void drawAll(String only) throws Exception {
    FxToolkit.registerPrimaryStage();
    for (Piece piece : PIECES) {
      if (!piece.name().contains(only)) {
        continue;
      }
      for (Theme theme : Theme.values()) {
        for (Easel.Size size : Easel.sizes("1400x880,1024x700")) {
          draw(piece, theme, size.width(), size.height());
        }
      }
    }
    SetupGallery.drawAll(only);
  }

  /** The same from an IDE; {@code -Dgallery=dialog} draws only the pieces with that in the name. */
  public static void main(String[] args) throws Exception {
    drawAll(System.getProperty("gallery", ""));
    System.exit(0);
  }

  private static void draw(Piece piece, Theme theme, int width, int height) throws Exception {
    draw(piece, theme, width, height, fileOf(piece.name(), theme, width));
  }

  /** Where a picture of the gallery lies. */
  static Path fileOf(String piece, Theme theme, int width) {
    String worn = theme.name().toLowerCase(Locale.ROOT);
    return Path.of("target", "gallery", piece + "-" + worn + "-" + width + ".png");
  }

  private static void draw(Piece piece, Theme theme, int width, int height, Path file)
      throws Exception {
    var hand = new Stagehand().with(kept(piece.snapshot())).speaking(LANGUAGE);
    var opened =
        Easel.onScreen(
            () -> {
              var scene = hand.scene(piece.demo(), piece.observer());
              scene.wear(theme);
              var stage = new Stage();
              stage.setScene(scene.scene());
              ((Region) scene.scene().getRoot()).setPrefSize(width, height);
              stage.setWidth(width);
              stage.setHeight(height);
              stage.show();
              if (!piece.name().equals("waiting")) {
                scene.show(piece.snapshot());
              }
              piece.then().accept(scene, hand);
              return stage;
            });
    boolean asks = piece.name().startsWith("drills-") || piece.name().startsWith("settings-");
    Easel.frames(asks ? 40 : 4);
    Easel.finish(opened, file);
  }

  private static void reset(ConsoleScene scene, Stagehand hand) {
    hand.foresee(
        true,
        """
        port rack/8 of haos goes off for 8 s, then on; haos leads and will be gone for a boot
        +0:00  port rack/8 reads off; on again in 8 s
        +0:08  port rack/8 was off for 8 s and delivers power again
        +0:54  a heartbeat of haos arrived during the recovery; haos leads on
        +0:54  incident 1 closed: haos is back
        +2:09  in the end: normal, haos leads, after 0:54 without anybody\
        """);
    scene.dialogs().open(Act.RESET, "home-assistant", "haos");
  }

  private static void refused(ConsoleScene scene, Stagehand hand) {
    hand.refuseFor(
        Duration.ofSeconds(577),
        "port rack/8 was cycled 23 s ago; the guard wants 10 min between two, allowed again in"
            + " 9 min 37 s (S4)");
    scene.dialogs().open(Act.RESET, "home-assistant", "haos");
    scene.dialogs().current().orElseThrow().override().set(true);
  }

  private static void outcome(ConsoleScene scene, Stagehand hand) {
    hand.answer(true, "the port is cycled now");
    scene.dialogs().open(Act.RESET, "home-assistant", "haos");
    var root = scene.layer();
    ((javafx.scene.control.TextField) root.lookup("#reason"))
        .setText("screen shows a kernel panic");
    ((javafx.scene.control.TextField) root.lookup("#name")).setText("haos");
    scene.dialogs().current().orElseThrow().confirm();
    Platform.runLater(
        () ->
            scene.show(
                Estates.later(
                    Estates.incident(),
                    Duration.ofSeconds(9),
                    Estates.written(
                        47,
                        -8,
                        io.piha.arbiter.Kind.POWER_OFF,
                        io.piha.arbiter.Severity.INFO,
                        "haos",
                        "operator:alice",
                        "rack/8 reads off, 0.0 W"))));
  }

  private static void alarmsPage(ConsoleScene scene, Stagehand hand) {
    go(scene, "alarms");
    chooseOnceRead(scene, "#list", 0);
  }

  /** The page reads its lines in the background, and a list that changes drops what is chosen. */
  private static void chooseOnceRead(ConsoleScene scene, String list, int row) {
    var view = (javafx.scene.control.ListView<?>) scene.scene().lookup(list);
    Runnable choose = () -> view.getSelectionModel().clearAndSelect(row);
    view.getItems().addListener((javafx.beans.InvalidationListener) _ -> Platform.runLater(choose));
    choose.run();
  }

  private static void chosenSnapshot(ConsoleScene scene, Stagehand hand) {
    go(scene, "snapshots");
    var list = (javafx.scene.control.ListView<?>) scene.scene().lookup("#rows");
    list.getSelectionModel().select(1);
  }

  private static void whatIf(ConsoleScene scene, Stagehand hand, int choice) {
    hand.foretell(
        what ->
            CompletableFuture.completedFuture(
                what == Supposition.BOTH_DIE ? Stories.leaderless() : Stories.takenOver()));
    scene.whatIf();
    var list = (javafx.scene.control.ListView<?>) scene.layer().lookup("#choices");
    list.getSelectionModel().select(choice);
  }

  private static void whatIfMoved(ConsoleScene scene, Stagehand hand) {
    whatIf(scene, hand, 0);
    CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS)
        .execute(() -> Platform.runLater(() -> scene.show(Estates.incident())));
  }

  private static void whatIfElsewhere(ConsoleScene scene, Stagehand hand) {
    hand.foretell(
        _ -> CompletableFuture.completedFuture(new Foretold.Refused(Foretold.Why.ELSEWHERE)));
    scene.whatIf();
  }

  private static void auditPage(ConsoleScene scene, Stagehand hand) {
    go(scene, "audit");
    chooseOnceRead(scene, "#lines", 1);
  }

  /** Presses a button as soon as the page has read what it needs. */
  private static void press(ConsoleScene scene, String button) {
    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Platform::runLater)
        .execute(() -> ((javafx.scene.control.Button) scene.scene().lookup(button)).fire());
  }

  private static void go(ConsoleScene scene, String page) {
    var button = scene.scene().lookup("#" + page + ".rail-page");
    ((javafx.scene.control.ToggleButton) button).fire();
  }

  private static KeptHouse kept(Snapshot shown) throws Exception {
    boolean incident = shown.services().stream().anyMatch(each -> each.incident().isPresent());
    KeptHouse known = HOUSES.get(incident);
    if (known == null) {
      known = KeptHouse.in(Files.createTempDirectory("gallery"), incident);
      HOUSES.put(incident, known);
    }
    known.drills().rest();
    return known;
  }

  private static void news(ConsoleScene scene, Stagehand hand) {
    go(scene, "audit");
    scene.show(
        Estates.later(
            Estates.incident(),
            Duration.ofSeconds(9),
            Estates.written(
                47,
                -8,
                io.piha.arbiter.Kind.PROMOTE_FAILED,
                io.piha.arbiter.Severity.CRITICAL,
                "standby",
                "control",
                "standby did not acknowledge epoch 8 within 30 s; a person is needed")));
  }
}
