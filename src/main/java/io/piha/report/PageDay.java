package io.piha.report;

import io.piha.engine.Snapshot;
import io.piha.journal.HeartbeatBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The timeline of a service on the page: who led, who was heard, what happened. */
final class PageDay {
  /** Width of a lane in its own units. */
  private static final int WIDE = 1440;

  private static final int LEAST = 3;

  private PageDay() {}

  static void draw(Html html, Snapshot.ServiceView service, Day day) {
    Day.OfService of = day.services().get(service.name());
    html.tag("<h3>Last 24 hours</h3>");
    if (of == null || !day.from().isBefore(day.to())) {
      html.element("p", "soft line", "Nothing is known yet.");
      return;
    }
    html.tag("<div class=\"day\">");
    lane(html, "Led", led(of));
    for (Day.Lead lead : of.leads()) {
      rect(html, "led" + hue(service, lead.host()), day, lead.from(), lead.to(), lead.host());
    }
    html.tag("</svg>");
    for (Snapshot.HostView host : service.hosts()) {
      beats(html, host, of.beats().getOrDefault(host.name(), List.of()), day);
    }
    lane(html, "Events", of.marks().isEmpty() ? "none" : Integer.toString(of.marks().size()));
    for (Day.Mark mark : of.marks()) {
      String mood =
          switch (mark.severity()) {
            case CRITICAL -> "bad";
            case WARNING, INFO -> "note";
          };
      rect(html, mood, day, mark.at(), mark.at(), mark.text());
    }
    html.tag("</svg><span></span><p class=\"axis\"><span>24 h ago</span><span>18 h</span>");
    html.tag("<span>12 h</span><span>6 h</span><span>now</span></p></div>");
  }

  private static void beats(
      Html html, Snapshot.HostView host, List<HeartbeatBucket> beats, Day day) {
    Duration longest =
        beats.stream()
            .map(HeartbeatBucket::largestGap)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    lane(
        html,
        host.name(),
        beats.isEmpty() ? "not heard" : "longest silence " + PageTime.length(longest.toSeconds()));
    HeartbeatBucket begun = null;
    Instant end = day.from();
    for (HeartbeatBucket each : beats) {
      boolean joins = begun != null && !each.start().isAfter(end.plus(host.timeout()));
      if (!joins && begun != null) {
        rect(html, "heard", day, begun.start(), end, "");
      }
      begun = joins ? begun : each;
      end = each.start().plus(each.width());
    }
    if (begun != null) {
      rect(html, "heard", day, begun.start(), end, "");
    }
    for (HeartbeatBucket each : beats) {
      if (each.largestGap().compareTo(host.timeout()) > 0) {
        Instant last = each.start().plus(each.width());
        rect(
            html,
            "gap",
            day,
            last.minus(each.largestGap()),
            last,
            "silent for " + PageTime.length(each.largestGap().toSeconds()));
      }
    }
    html.tag("</svg>");
  }

  private static String led(Day.OfService of) {
    return of.leads().isEmpty()
        ? "nobody known"
        : of.leads().getLast().host()
            + (of.leads().size() == 1 ? "" : ", " + (of.leads().size() - 1) + " changes");
  }

  /** Which of the four colours of leaders; the primary has the first. */
  private static int hue(Snapshot.ServiceView service, String host) {
    int index = service.hosts().stream().map(Snapshot.HostView::name).toList().indexOf(host);
    return Math.floorMod(index, 4);
  }

  private static void lane(Html html, String name, String words) {
    html.tag("<span class=\"name\"><b>").text(name).tag("</b> ");
    html.element("span", "soft", words);
    html.tag("</span><svg class=\"lane\" viewBox=\"0 0 1440 12\" preserveAspectRatio=\"none\"");
    html.tag(" role=\"img\" aria-label=\"").text(name + ": " + words).tag("\">");
  }

  private static void rect(
      Html html, String style, Day day, Instant from, Instant to, String title) {
    int start = place(day, from);
    int wide = Math.max(LEAST, place(day, to) - start);
    html.tag("<rect class=\"").text(style).tag("\" x=\"").text(Integer.toString(start));
    html.tag("\" y=\"0\" height=\"12\" width=\"").text(Integer.toString(wide)).tag("\">");
    html.tag("<title>").text(title).tag("</title></rect>");
  }

  private static int place(Day day, Instant at) {
    double whole = Duration.between(day.from(), day.to()).toMillis();
    double part = Duration.between(day.from(), at).toMillis();
    return (int) Math.round(Math.clamp(part / whole, 0, 1) * WIDE);
  }
}
