package io.piha.cli;

import io.piha.alert.rules.Event;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.Engine;
import io.piha.engine.EngineClock;
import io.piha.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells people while the right to act cannot be renewed, before it is lost. */
final class LeaseNews implements Consumer<Snapshot> {

  /** That etcd does not answer is one incident, whoever notices it. */
  static final String CAUSE = "lease";

  private final Tenure tenure;
  private final EngineClock clock;
  private final Engine engine;
  private final Consumer<Event.Noticed> alerts;
  private boolean told;

  LeaseNews(Tenure tenure, EngineClock clock, Engine engine, Consumer<Event.Noticed> alerts) {
    this.tenure = tenure;
    this.clock = clock;
    this.engine = engine;
    this.alerts = alerts;
  }

  /** Called with each picture. */
  @Override
  public void accept(Snapshot picture) {
    Optional<String> trouble = tenure.trouble();
    if (trouble.isPresent() == told) {
      return;
    }
    told = trouble.isPresent();
    String words = trouble.orElse("The lease is renewed again.");
    engine.note(
        Entry.ofSite(
            Kind.ATTENTION, Severity.INFO, trouble.isPresent() ? "the lease: " + words : words));
    alerts.accept(
        new Event.Noticed(
            CAUSE,
            told,
            Severity.CRITICAL,
            null,
            null,
            clock.wall(),
            "the lease of the control plane cannot be renewed",
            words));
  }

  /** The picture says that nothing is protected by one who may soon not act. */
  static Snapshot touch(Snapshot picture, Optional<String> trouble) {
    if (trouble.isEmpty()) {
      return picture;
    }
    String because = "the lease of the control plane: " + trouble.get();
    return picture.withServices(each -> unprotected(each, because));
  }

  /** Said first, before what else there is to say. */
  private static Snapshot.ServiceView unprotected(Snapshot.ServiceView view, String because) {
    List<String> all = new ArrayList<>(List.of(because));
    all.addAll(view.unprotectedBecause());
    return new Snapshot.ServiceView(
        view.name(),
        view.phase(),
        view.leader(),
        view.leadsSince(),
        view.epoch(),
        view.revision(),
        view.freeze(),
        because + ". " + view.why(),
        view.whySteps(),
        false,
        all,
        view.next(),
        view.queue(),
        view.incident(),
        view.hosts(),
        view.operation(),
        view.cyclesPerDay(),
        view.failoversLeft(),
        view.upkeep());
  }
}
