package io.piha.console.overview;

import io.piha.console.kit.Live;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.IncidentView;
import io.piha.engine.Snapshot.ServiceView;
import java.time.Duration;
import java.util.Optional;

/**
 * The bars under the sentence; each is there only while it has something to say.
 *
 * @param incident the incident's name; empty without one to show
 * @param incidentText how long, and what it waits for
 * @param ackable whether a person may acknowledge it
 * @param holdable whether automatic promotion could be held until a person has looked
 * @param stale how old the picture is, once it is too old
 * @param config why a changed configuration is not applied
 * @param elsewhere other services that are not calm
 */
record BarsFace(
    String incident,
    String incidentText,
    boolean ackable,
    boolean holdable,
    String stale,
    String config,
    String elsewhere) {

  static final BarsFace NONE = new BarsFace("", "", false, false, "", "", "");

  static BarsFace of(Snapshot snapshot, Optional<ServiceView> service, Live live, Words words) {
    Optional<IncidentView> incident =
        service.flatMap(ServiceView::incident).filter(it -> !it.state().equals("closed"));
    return new BarsFace(
        incident.map(it -> words.say("incident.name", Long.toString(it.id()))).orElse(""),
        incident.map(it -> text(it, live, words)).orElse(""),
        incident.filter(it -> !it.acked()).isPresent(),
        incident.isPresent() && service.filter(it -> !it.freeze().frozen()).isPresent(),
        live.stale() && !live.past().get()
            ? words.say("overview.stale", Spans.words(live.age()), words.clock(snapshot.at()))
            : "",
        snapshot.configTrouble().map(why -> words.say("overview.config", why)).orElse(""),
        elsewhere(snapshot, service, words));
  }

  private static String text(IncidentView incident, Live live, Words words) {
    String open =
        words.say(
            "incident.open",
            Spans.words(Duration.between(incident.since(), live.now())),
            words.moment(incident.since(), live.now()));
    return open + " · " + words.say(incident.acked() ? "incident.acked" : "incident.unacked");
  }

  private static String elsewhere(Snapshot snapshot, Optional<ServiceView> shown, Words words) {
    var others =
        snapshot.services().stream()
            .filter(each -> !each.phase().equals("normal"))
            .filter(each -> shown.filter(it -> it.name().equals(each.name())).isEmpty())
            .map(each -> each.name() + " " + words.sayOr("phase." + each.phase(), each.phase()))
            .toList();
    return others.isEmpty() ? "" : words.say("overview.elsewhere", String.join(", ", others));
  }
}
