package io.piha.report;

import io.piha.engine.BootsView;
import io.piha.engine.Snapshot;
import java.time.Instant;
import java.util.Locale;

/** One host on the page. */
final class PageHost {

  private PageHost() {}

  static void draw(Html html, Snapshot.ServiceView service, Snapshot.HostView host, Instant now) {
    boolean leads = service.leader().filter(host.name()::equals).isPresent();
    html.tag("<div class=\"host\"><h4><span>").text(host.name()).tag("</span>");
    html.element("span", "badge " + mood(host, leads), PageService.words(host.state()));
    html.tag("</h4><dl>");
    row(html, "Role", leads ? host.role() + ", leads" : host.role());
    html.tag("<dt>Heartbeat</dt><dd class=\"").tag(host.alive() ? "good" : "bad").tag("\">");
    if (host.lastHeartbeat().isPresent()) {
      PageTime.age(html, host.lastHeartbeat().get(), now);
      html.element("span", "soft", " (limit " + host.timeout().toSeconds() + " s)");
    } else {
      html.tag("never heard");
    }
    html.tag("</dd>");
    for (Snapshot.ProbeView probe : host.probes()) {
      html.tag("<dt>").text(probe.name()).tag("</dt><dd>");
      html.element("span", mood(probe.verdict()), probe.verdict());
      html.element("span", "soft", probe.detail().isEmpty() ? "" : " – " + probe.detail());
      html.tag("</dd>");
    }
    host.power().ifPresent(power -> power(html, power));
    host.planned().ifPresent(planned -> row(html, "Planned", planned));
    if (!host.fitness().isEmpty()) {
      row(html, host.fit() ? "Fit" : "Not fit", host.fitness());
    }
    BootsView boots = service.upkeep().boots().get(host.name());
    if (boots != null) {
      boots(html, boots);
    }
    html.tag("</dl></div>");
  }

  private static void power(Html html, Snapshot.PowerView power) {
    StringBuilder words = new StringBuilder(power.word());
    if (power.watts().isPresent()) {
      words.append(String.format(Locale.ROOT, ", %.1f W", power.watts().getAsDouble()));
    }
    words.append(power.held() ? ", held off" : "");
    words.append(power.doing().isEmpty() ? "" : ", " + power.doing());
    row(html, "Power", words + " (" + power.port() + ")");
  }

  private static void boots(Html html, BootsView boots) {
    row(html, "Boots", boots.times().words());
    if (boots.isShort()) {
      html.tag("<dt>Wait</dt><dd>");
      html.element(
          "span",
          "note",
          "recovery_wait of "
              + boots.recoveryWait().toSeconds()
              + " s is short, "
              + boots.advised().orElseThrow().toSeconds()
              + " s is advised");
      html.tag("</dd>");
    }
  }

  private static void row(Html html, String name, String value) {
    html.tag("<dt>").text(name).tag("</dt><dd>").text(value).tag("</dd>");
  }

  private static String mood(Snapshot.HostView host, boolean leads) {
    return switch (host.state()) {
      case "leader" -> host.alive() ? "good" : "bad";
      case "observing" -> host.alive() ? "soft" : "bad";
      case "recovering", "unknown" -> leads || !host.alive() ? "bad" : "note";
      default -> "note";
    };
  }

  private static String mood(String verdict) {
    return switch (verdict) {
      case "up" -> "good";
      case "down" -> "bad";
      default -> "note";
    };
  }
}
