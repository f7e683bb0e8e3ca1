package io.piha.console.overview;

import io.piha.console.dialog.Act;
import io.piha.console.dialog.Opener;
import io.piha.console.kit.Changed;
import io.piha.console.kit.Live;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.journal.PowerChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One host's tile without its paint. */
public final class HostTileModel {

  private final Live live;
  private final Words words;
  private final Opener opener;
  private final ReadOnlyObjectWrapper<HostFace> face;
  private final ReadOnlyObjectWrapper<RingFace> ring;
  private final ReadOnlyObjectWrapper<PlanFace> plan;
  private final ReadOnlyObjectWrapper<DrawFace> draw = new ReadOnlyObjectWrapper<>(DrawFace.NONE);
  private ServiceView service;
  private HostView host;

  HostTileModel(ServiceView service, HostView host, Live live, Opener opener, Words words) {
    this.live = live;
    this.words = words;
    this.opener = opener;
    this.service = service;
    this.host = host;
    this.face = new ReadOnlyObjectWrapper<>(HostFace.of(service, host, acting(), words));
    this.ring = new ReadOnlyObjectWrapper<>(RingFace.of(host, live.now(), words));
    this.plan = new ReadOnlyObjectWrapper<>(PlanFace.of(service, host, live.now(), words));
  }

  /** Takes a new picture; a tick follows. */
  void show(ServiceView newService, HostView newHost) {
    service = newService;
    host = newHost;
    Changed.set(face, HostFace.of(service, host, acting(), words));
  }

  /** In the past nothing can be done. */
  private boolean acting() {
    return !live.past().get();
  }

  /** Time has passed. */
  void tick(Instant now) {
    Changed.set(ring, RingFace.of(host, now, words));
    Changed.set(plan, PlanFace.of(service, host, now, words));
  }

  /** Whether the tile says that, in lower case: its host, its role or its state. */
  boolean matches(String part) {
    HostFace now = face.get();
    String all = host.name() + " " + now.subject() + " " + now.word();
    return all.toLowerCase(Locale.ROOT).contains(part);
  }

  /** How the port that powers the host reads; empty without one. */
  Optional<String> powerWord() {
    return host.power().map(PowerView::word);
  }

  /** Names the host among those of all services. */
  String key() {
    return service.name() + "/" + host.name() + " ";
  }

  /** What its port gave in the hour before that moment. */
  void drew(List<PowerChange> kept, Instant at) {
    Changed.set(
        draw, host.power().map(power -> DrawFace.of(kept, power, at, words)).orElse(DrawFace.NONE));
  }

  /** Nothing was kept of that, or it cannot be read from here. */
  void drewUnknown() {
    Changed.set(draw, DrawFace.NONE);
  }

  /** The service whose host it is. */
  String service() {
    return service.name();
  }

  /** The host this tile is of. */
  public String host() {
    return host.name();
  }

  public ReadOnlyObjectProperty<HostFace> face() {
    return face.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<RingFace> ring() {
    return ring.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<DrawFace> draw() {
    return draw.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<PlanFace> plan() {
    return plan.getReadOnlyProperty();
  }

  /** Opens the dialog before a power reset. */
  public void reset() {
    opener.open(Act.RESET, service.name(), host.name());
  }

  /** Opens the dialog before a promotion. */
  public void promote() {
    opener.open(Act.PROMOTE, service.name(), host.name());
  }

  /** Opens the dialog before the return to the primary. */
  public void failback() {
    opener.open(Act.FAILBACK, service.name(), host.name());
  }
}
