package io.piha.console.frame;

import io.piha.console.alarms.AlarmsModel;
import io.piha.console.alarms.AlarmsPage;
import io.piha.console.audit.AuditChoices;
import io.piha.console.audit.AuditFeed;
import io.piha.console.audit.AuditModel;
import io.piha.console.audit.AuditPage;
import io.piha.console.dialog.GuardedDialogs;
import io.piha.console.dialog.Layer;
import io.piha.console.drills.DrillsModel;
import io.piha.console.drills.DrillsPage;
import io.piha.console.drills.LiveSheet;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.console.kit.Background;
import io.piha.console.kit.Live;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import io.piha.console.overview.BannerPage;
import io.piha.console.overview.EvidencePage;
import io.piha.console.overview.Grouping;
import io.piha.console.overview.OverviewModel;
import io.piha.console.overview.OverviewPage;
import io.piha.console.settings.SettingsModel;
import io.piha.console.settings.SettingsPage;
import io.piha.console.timeline.TimelineModel;
import io.piha.console.timeline.TimelinePage;
import io.piha.drill.Rehearsal;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.layout.Region;

/** Everything inside the window, put together once. */
public final class ConsoleScene {

  /** A status goes over the broker at least every ten seconds. */
  private static final Duration OBSERVED = Duration.ofSeconds(15);

  private final Rhythm rhythm;
  private final Surroundings surroundings;
  private final Words words;
  private final Screens screens;
  private final Live live;
  private final Layer layer = new Layer();
  private final GuardedDialogs dialogs;
  private final WhatIfSheet whatIfs;
  private final OverviewModel overview;
  private final AuditFeed feed;
  private final TimelineModel timeline;
  private final Archive archive;
  private final Background travels;
  private final Playback playback;
  private final AuditModel audit;
  private final AlarmsModel alarms;
  private final DrillsModel drills;
  private final FrameModel frame;
  private final FramePage page;
  private final News news;
  private final Commands commands;
  private final Pages pages;
  private final Scene scene;
  private Theme theme = Theme.LIGHT;

  /**
   * @param clock never jumps
   * @param screen runs what it is given on the screen's thread
   * @param unhurried runs, on the screen's thread, what the first picture need not wait for
   */
  public ConsoleScene(
      Surroundings surroundings,
      Words words,
      Asker asker,
      Archive archive,
      InstantSource clock,
      Executor screen,
      Executor unhurried) {
    rhythm = new Rhythm(clock);
    this.surroundings = surroundings;
    this.words = words;
    screens = new Screens(words);
    live = surroundings.observer() ? new Live(clock, OBSERVED) : new Live(clock);
    String operator = surroundings.operator();
    dialogs = new GuardedDialogs(layer, screens, words, live, operator, asker, screen);
    whatIfs = new WhatIfSheet(layer, screens, words, live, asker, screen);
    overview =
        new OverviewModel(
            words, live, dialogs, request -> forget(asker, request), operator, archive, screen);
    feed = new AuditFeed(words);
    this.archive = archive;
    travels = new Background(screen);
    audit = new AuditModel(feed, words, live, archive, screen);
    timeline =
        new TimelineModel(
            live,
            words,
            archive,
            overview.selected()::get,
            screen,
            new TimelineModel.Wishes(this::travel, this::backToNow, this::openRecord));
    playback =
        new Playback(archive.drills(), words, live, timeline, feed, this::paint, this::playedOut);
    frame = new FrameModel(surroundings, words, live);
    news = new News(words, clock);
    commands = new Commands(words, live, dialogs);
    var deeds =
        new FramePage.Deeds(this::shortcuts, this::palette, this::toggleTheme, this::backToNow);
    page = new FramePage(frame, words, layer, deeds);
    pages = new Pages(page, frame);
    Region root = screens.load(Screen.FRAME, page);
    page.head(
        screens.load(Screen.BANNER, new BannerPage(overview, live.past(), this::whatIf, words)));
    page.news(new NewsPane(news, words, this::openRecord));
    drills =
        new DrillsModel(
            archive.drills(),
            words,
            live,
            overview.selected()::get,
            operator,
            new DrillsModel.Wishes(this::play, this::askLive),
            screen);
    alarms = new AlarmsModel(live, words, archive, operator, this::openRecord, screen);
    watching(unhurried);
    new UpkeepPages(words, live, overview.selected()::get, dialogs).into(pages, screens);
    records(screen);
    page.count(Page.DRILLS, drills.running());
    page.count(Page.ALARMS, alarms.count());
    frame.page().subscribe((_, _) -> live.snapshot().ifPresent(this::paint));
    overview.selected().subscribe((_, _) -> pages.tick());
    scene = new Scene(root, 1400, 880);
    new Keys(scene, layer, frame, this).listen(Page.all());
    wear(theme);
  }

  private void watching(Executor unhurried) {
    pages.add(
        Page.OVERVIEW,
        () ->
            screens.load(
                Screen.OVERVIEW,
                new OverviewPage(
                    overview, timeline, feed, screens, words, this::evidence, unhurried)),
        _ -> timeline.tick(),
        timeline::tick);
    pages.add(
        Page.TIMELINE,
        () ->
            screens.load(
                Screen.TIMELINE,
                new TimelinePage(timeline, overview.why(), overview.evidence(), screens, words)),
        _ -> timeline.tick(),
        timeline::tick);
    pages.add(
        Page.DRILLS,
        () -> screens.load(Screen.DRILLS, new DrillsPage(drills, live.past(), words)),
        _ -> drills.open(),
        drills::tick);
  }

  private void records(Executor screen) {
    var choices = new AuditChoices(words);
    pages.add(
        Page.AUDIT,
        () -> screens.load(Screen.AUDIT, new AuditPage(audit, choices, words)),
        picture -> {
          choices.show(picture);
          audit.show(picture);
        },
        () -> {});
    var settings = new SettingsModel(archive.config(), words, screen);
    pages.add(
        Page.SETTINGS,
        () -> screens.load(Screen.SETTINGS, new SettingsPage(settings, words)),
        _ -> settings.open(),
        () -> {});
    pages.add(
        Page.ALARMS,
        () -> screens.load(Screen.ALARMS, new AlarmsPage(alarms, words)),
        _ -> {},
        alarms::tick);
  }

  /** Takes a new picture; on the screen's thread. */
  public void show(Snapshot snapshot) {
    rhythm.pictured();
    rhythm.hurry(hurries());
    live.take(snapshot);
    if (!rhythm.paints(Calm.of(snapshot))) {
      return;
    }
    alarms.show(snapshot);
    news.show(snapshot, frame.page().get() == Page.OVERVIEW && !live.past().get());
    if (live.past().get()) {
      frame.tick();
      pages.tick();
    } else {
      paint(snapshot);
      dialogs.show(snapshot);
      whatIfs.show(snapshot);
    }
  }

  private void paint(Snapshot picture) {
    overview.show(picture);
    feed.show(picture);
    frame.show(picture);
    pages.show(picture);
  }

  /**
   * Time has passed; on the screen's thread. A picture that just came has moved everything already,
   * so that with one each second there is one frame a second and not two.
   */
  public void tick() {
    playback.tick();
    dialogs.tick();
    rhythm.hurry(hurries());
    if (rhythm.step()) {
      overview.tick();
      frame.tick();
      news.tick();
      pages.tick();
      drills.watch();
    }
  }

  private boolean hurries() {
    return layer.isOpen() || playback.isPlaying();
  }

  /** When it is to move again. */
  Rhythm rhythm() {
    return rhythm;
  }

  /** Plays a rehearsal on every page, faster than life. */
  public void play(Rehearsal rehearsal) {
    go(Page.OVERVIEW);
    playback.play(rehearsal);
  }

  private void playedOut() {
    backToNow();
    go(Page.DRILLS);
  }

  /** Asks before a live drill. */
  private void askLive(DrillsModel of) {
    var sheet = new LiveSheet(of, words, layer::close);
    if (layer.open(screens.load(Screen.DRILL_LIVE, sheet), () -> {})) {
      sheet.focus();
    }
  }

  /** Puts on a theme. */
  public void wear(Theme next) {
    theme = next;
    next.on(scene);
  }

  /** Lets the tiles stand in groups. */
  public void group(Grouping by) {
    overview.group(by);
  }

  Grouping grouping() {
    return overview.arranged().grouping().get();
  }

  /** The theme that is worn. */
  Theme theme() {
    return theme;
  }

  /**
   * Asks before the window closes; whatever dialog was open gives way.
   *
   * @param yes called when the operator means it
   */
  public void askToClose(Consumer<Ending> yes) {
    var sheet = new Closing(surroundings.background(), yes, layer::close);
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

  /** The ledger: why is nothing failing over, or why is it? */
  public void evidence() {
    var sheet = new EvidencePage(overview.evidence(), layer::close);
    if (layer.open(screens.load(Screen.EVIDENCE, sheet), sheet::release)) {
      sheet.focus();
    }
  }

  /** What would happen if something went wrong now? */
  public void whatIf() {
    whatIfs.open(overview.selected().get(), Optional.empty());
  }

  /** The palette with all that can be done now. */
  public void palette() {
    var more = new ArrayList<Command>();
    more.add(new Command(words.say("frame.theme"), "Ctrl+D", this::toggleTheme));
    more.add(new Command(words.say("evidence.title"), "", this::evidence));
    more.add(new Command(words.say("frame.shortcuts"), "F1", this::shortcuts));
    if (live.past().get()) {
      more.add(new Command(words.say("past.now"), "N", this::backToNow));
    }
    List<Command> all = commands.now(Page.all(), this::go, more);
    all.addAll(whatIfs.commands(overview.selected().get()));
    var sheet = new Palette(all, layer::close);
    if (layer.open(screens.load(Screen.PALETTE, sheet), () -> {})) {
      sheet.focus();
    }
  }

  /** Turns to a moment of the past, as soon as it was judged again. */
  private void travel(Instant to) {
    travels.ask(
        () -> archive.at(to),
        found ->
            found.ifPresentOrElse(
                this::turnTo,
                () -> news.tell(words.say("past.none", words.moment(to, live.present())))),
        news::tell);
  }

  /** Shows an audit record on its page. */
  private void openRecord(long id) {
    go(Page.AUDIT);
    audit.open(id);
  }

  /** Shows a moment of the past on every page. */
  public void turnTo(Snapshot picture) {
    live.turnTo(picture);
    paint(picture);
  }

  /** Shows the present again. */
  void backToNow() {
    travels.forget();
    if (live.past().get()) {
      live.backToNow();
      playback.end();
      live.newest().ifPresent(this::paint);
    }
  }

  void toggleTheme() {
    wear(theme.other());
  }

  void go(Page to) {
    frame.go(to);
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
