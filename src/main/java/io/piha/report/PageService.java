package io.piha.report;

import io.piha.engine.Snapshot;
import java.time.Instant;
import java.util.List;

/** One service on the page: the sentence of truth, what comes next, its hosts. */
final class PageService {

  private PageService() {}

  static void draw(Html html, Snapshot.ServiceView service, Day day, Instant now) {
    html.tag("<section><h2>").text(service.name()).tag(" ");
    html.element("span", "badge " + mood(service.phase()), words(service.phase()));
    html.tag("</h2>").element("p", "why " + mood(service.phase()), service.why());
    protection(html, service);
    freeze(html, service.freeze(), now);
    incident(html, service, now);
    plans(html, service, now);
    html.tag("<h3>Hosts</h3><div class=\"hosts\">");
    service.hosts().forEach(host -> PageHost.draw(html, service, host, now));
    html.tag("</div>");
    PageDay.draw(html, service, day);
    html.tag("</section>");
  }

  private static void protection(Html html, Snapshot.ServiceView service) {
    if (service.protectedNow()) {
      html.element("p", "line good", "Protected: if the leader died now, the house would go on.");
      return;
    }
    html.tag("<div class=\"line bad\">Not protected");
    if (service.unprotectedBecause().isEmpty()) {
      html.tag(".");
    } else {
      html.tag(":<ul>");
      service.unprotectedBecause().forEach(each -> html.tag("<li>").text(each).tag("</li>"));
      html.tag("</ul>");
    }
    html.tag("</div>");
  }

  private static void freeze(Html html, Snapshot.Freeze freeze, Instant now) {
    if (!freeze.frozen()) {
      return;
    }
    html.tag("<p class=\"line note\">Frozen");
    html.text(freeze.by().isEmpty() ? "" : " by " + freeze.by());
    freeze.since().ifPresent(since -> aged(html, ", ", since, now));
    freeze.until().ifPresent(until -> aged(html, ", thaws ", until, now));
    html.text(freeze.reason().isEmpty() ? "" : ": " + freeze.reason());
    html.tag(". Nothing is promoted by itself.</p>");
  }

  private static void incident(Html html, Snapshot.ServiceView service, Instant now) {
    service
        .incident()
        .ifPresent(
            incident -> {
              html.tag("<p class=\"line\">Incident ").text(Long.toString(incident.id()));
              html.tag(" ").text(incident.state());
              aged(html, ", began ", incident.since(), now);
              html.tag(incident.acked() ? ", acknowledged</p>" : ", not acknowledged</p>");
            });
    service
        .operation()
        .ifPresent(
            operation ->
                html.element(
                    "p",
                    "line",
                    words(operation.action()) + " " + operation.state() + ": " + operation.why()));
  }

  private static void plans(Html html, Snapshot.ServiceView service, Instant now) {
    html.tag("<h3>Queued actions</h3>");
    List<Snapshot.Next> queue = service.queue();
    if (service.next().isEmpty() && queue.isEmpty()) {
      html.element("p", "soft line", "None.");
      return;
    }
    html.tag("<ul class=\"plain\">");
    service.next().ifPresent(next -> plan(html, next, now));
    queue.stream()
        .filter(each -> !service.next().filter(each::equals).isPresent())
        .forEach(each -> plan(html, each, now));
    html.tag("</ul>");
  }

  private static void plan(Html html, Snapshot.Next next, Instant now) {
    html.tag("<li><b>").text(words(next.action())).tag("</b> ").text(next.host()).tag(" ");
    PageTime.age(html, next.at(), now);
    html.element("span", "soft", next.why().isEmpty() ? "" : " – " + next.why()).tag("</li>");
  }

  private static void aged(Html html, String before, Instant at, Instant now) {
    html.text(before);
    PageTime.age(html, at, now);
  }

  static String words(String name) {
    return name.replace('_', ' ');
  }

  private static String mood(String phase) {
    return switch (phase) {
      case "normal" -> "good";
      case "failed_over", "maintenance", "failing_back" -> "note";
      default -> "bad";
    };
  }
}
