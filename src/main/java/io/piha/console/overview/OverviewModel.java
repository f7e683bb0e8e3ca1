package io.piha.console.overview;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.console.dialog.Act;
import io.piha.console.dialog.Opener;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Changed;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Live;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableObjectValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The first page without its paint: what it says, and what may be asked of it. */
public final class OverviewModel {

  private final Words words;
  private final Live live;
  private final Opener opener;
  private final Consumer<Request> requests;
  private final String operator;

  private final ReadOnlyObjectWrapper<BannerFace> banner;
  private final ReadOnlyObjectWrapper<BarsFace> bars;
  private final ReadOnlyObjectWrapper<FreezeFace> freeze;
  private final ReadOnlyObjectWrapper<List<Fact>> ground = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<Fact>> why = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<String> selected = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyLongWrapper beats = new ReadOnlyLongWrapper();

  /** Made only where somebody looks at it. */
  private final ObjectBinding<List<Fact>> evidence =
      Bindings.createObjectBinding(this::ledger, beats);

  private final ObservableList<String> services = FXCollections.observableArrayList();
  private final ObservableList<HostTileModel> tiles = FXCollections.observableArrayList();
  // Kept here: a read-only view listens weakly, and would fall silent once nobody held it.
  private final ObservableList<String> shownServices =
      FXCollections.unmodifiableObservableList(services);
  private final ObservableList<HostTileModel> shownTiles =
      FXCollections.unmodifiableObservableList(tiles);
  private final Tiles arranged;
  private final Draws draws;
  private Map<String, HostTileModel> known = Map.of();

  /**
   * @param live the newest picture; fed before {@link #show} is called
   * @param requests where acts go that need no dialog
   * @param operator who sits here
   * @param archive what was kept, for the traces on the tiles
   * @param screen runs what it is given on the screen's thread
   */
  public OverviewModel(
      Words words,
      Live live,
      Opener opener,
      Consumer<Request> requests,
      String operator,
      Archive archive,
      Executor screen) {
    this.words = words;
    this.live = live;
    this.opener = opener;
    this.requests = requests;
    this.operator = operator;
    this.arranged = new Tiles(words);
    this.draws = new Draws(archive, screen);
    this.banner = new ReadOnlyObjectWrapper<>(BannerFace.waiting(words));
    this.bars = new ReadOnlyObjectWrapper<>(BarsFace.NONE);
    this.freeze = new ReadOnlyObjectWrapper<>(FreezeFace.unknown(words));
  }

  /** The only way in: every property follows from the snapshot and the passing of time. */
  public void show(Snapshot snapshot) {
    List<String> names = snapshot.services().stream().map(ServiceView::name).toList();
    if (!services.equals(names)) {
      services.setAll(names);
    }
    if (!names.contains(selected.get())) {
      selected.set(mostUrgent(snapshot));
    }
    service().ifPresent(service -> show(snapshot, service));
    tick();
  }

  /** Time has passed; cheap when nothing changes. */
  public void tick() {
    live.snapshot()
        .ifPresent(snapshot -> Changed.set(bars, BarsFace.of(snapshot, service(), live, words)));
    service()
        .ifPresentOrElse(
            service -> {
              Changed.set(banner, BannerFace.of(service, live, words));
              Changed.set(freeze, FreezeFace.of(service.freeze(), live.now(), words));
              tiles.forEach(tile -> tile.tick(live.now()));
              draws.look(live.rehearsed().isEmpty() ? tiles : List.of(), live.now());
            },
            () -> live.snapshot().ifPresent(_ -> Changed.set(banner, BannerFace.empty(words))));
    beats.set(beats.get() + 1);
  }

  private List<Fact> ledger() {
    return live.snapshot()
        .flatMap(
            shown -> service().map(service -> EvidenceFacts.of(shown, service, live.now(), words)))
        .orElse(List.of());
  }

  /** Turns the page to another service. */
  public void select(String service) {
    if (services.contains(service)) {
      selected.set(service);
      live.snapshot().ifPresent(this::show);
    }
  }

  /** Lets the tiles stand in other groups. */
  public void group(Grouping by) {
    arranged.group(by);
    live.snapshot().ifPresent(this::show);
  }

  /** Acknowledges the incident that is shown. */
  public void acknowledge() {
    service()
        .ifPresent(
            service ->
                requests.accept(
                    Request.of(
                        UUID.randomUUID().toString(),
                        service.name(),
                        Command.ACK,
                        "",
                        "operator:" + operator,
                        words.say("overview.ack.reason"))));
  }

  /** Opens the dialog before a freeze, or before its end. */
  public void freezeOrThaw() {
    service()
        .ifPresent(
            service ->
                opener.open(service.freeze().frozen() ? Act.THAW : Act.FREEZE, service.name(), ""));
  }

  private void show(Snapshot snapshot, ServiceView service) {
    Changed.set(ground, GroundFacts.of(snapshot, service, words));
    Changed.set(why, service.whySteps().stream().map(step -> WhyFact.of(step)).toList());
    boolean all = arranged.grouping().get() == Grouping.SERVICE;
    var shown = new LinkedHashMap<String, HostTileModel>();
    for (ServiceView each : all ? snapshot.services() : List.of(service)) {
      each.hosts().forEach(host -> shown.put(each.name() + "/" + host.name(), tile(each, host)));
    }
    known = shown;
    List<HostTileModel> inOrder = List.copyOf(shown.values());
    arranged.show(inOrder);
    if (!tiles.equals(inOrder)) {
      tiles.setAll(inOrder);
    }
  }

  private HostTileModel tile(ServiceView service, HostView host) {
    var tile = known.get(service.name() + "/" + host.name());
    if (tile == null) {
      return new HostTileModel(service, host, live, opener, words);
    }
    tile.show(service, host);
    return tile;
  }

  private Optional<ServiceView> service() {
    return live.snapshot().stream()
        .flatMap(snapshot -> snapshot.services().stream())
        .filter(each -> each.name().equals(selected.get()))
        .findFirst();
  }

  private static String mostUrgent(Snapshot snapshot) {
    return snapshot.services().stream()
        .filter(each -> !each.phase().equals("normal"))
        .findFirst()
        .or(() -> snapshot.services().stream().findFirst())
        .map(ServiceView::name)
        .orElse("");
  }

  public ReadOnlyObjectProperty<BannerFace> banner() {
    return banner.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<BarsFace> bars() {
    return bars.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<FreezeFace> freeze() {
    return freeze.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<List<Fact>> ground() {
    return ground.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<List<Fact>> why() {
    return why.getReadOnlyProperty();
  }

  /** The ledger of what speaks for and against a failover now. */
  public ObservableObjectValue<List<Fact>> evidence() {
    return evidence;
  }

  /** The service that is shown; empty without one. */
  public ReadOnlyObjectProperty<String> selected() {
    return selected.getReadOnlyProperty();
  }

  public ObservableList<String> services() {
    return shownServices;
  }

  /** How the tiles stand. */
  public Tiles arranged() {
    return arranged;
  }

  /** One per host of the service; the same object as long as the host is shown. */
  public ObservableList<HostTileModel> tiles() {
    return shownTiles;
  }
}
