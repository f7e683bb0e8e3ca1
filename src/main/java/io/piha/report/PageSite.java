package io.piha.report;

import io.piha.arbiter.Entry;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditRecord;

/** What the page says about the site as a whole. */
final class PageSite {

  private PageSite() {}

  /** What clouds the view, above everything else. */
  static void trouble(Html html, Snapshot shot) {
    if (!"active".equals(shot.control().role())) {
      notice(html, "note", "This control plane only watches: its role is " + shot.control().role());
    }
    if (!shot.broker().connected()) {
      notice(html, "bad", "Not connected to the broker. " + shot.broker().why());
    }
    if (shot.isolated()) {
      notice(html, "bad", "No witness answers: this machine may itself be cut off.");
    }
    shot.configTrouble().ifPresent(why -> notice(html, "note", "Configuration: " + why));
    if (shot.alertsFailed() > 0) {
      notice(html, "note", shot.alertsFailed() + " alerts could not be delivered.");
    }
  }

  private static void notice(Html html, String mood, String words) {
    html.element("p", "why " + mood, words).tag("<p></p>");
  }

  /** The newest audit records, newest first. */
  static void events(Html html, Snapshot shot) {
    html.tag("<section><h2>Recent events</h2>");
    if (shot.latest().isEmpty()) {
      html.element("p", "soft", "None yet.");
    }
    html.tag("<ol class=\"events\">");
    for (AuditRecord record : shot.latest()) {
      Entry entry = record.entry();
      html.tag("<li><span class=\"soft\">");
      PageTime.age(html, record.at(), shot.at());
      html.tag("</span><span><b class=\"").tag(mood(entry)).tag("\">");
      html.text(PageService.words(entry.kind().word())).tag("</b>");
      String host = entry.host();
      html.text(host == null ? "" : " " + host).tag(" ");
      html.text(entry.reason());
      html.element("span", "soft", entry.by().equals(Entry.CONTROL) ? "" : " (" + entry.by() + ")");
      html.tag("</span></li>");
    }
    html.tag("</ol></section>");
  }

  private static String mood(Entry entry) {
    return switch (entry.severity()) {
      case INFO -> "";
      case WARNING -> "note";
      case CRITICAL -> "bad";
    };
  }

  /** Broker, witnesses, switches, containers, and what everything leans on. */
  static void surroundings(Html html, Snapshot shot) {
    html.tag("<section><h2>Surroundings</h2><dl>");
    row(html, "broker", shot.broker().connected(), "connected", "lost", shot.broker().why());
    for (Snapshot.WitnessView each : shot.witnesses()) {
      row(html, each.name(), each.answers(), "answers", "silent", each.why());
    }
    for (Snapshot.SwitchView each : shot.switches()) {
      row(html, each.name(), each.answers(), "answers", "silent", each.why());
    }
    shot.surroundings()
        .containers()
        .forEach(each -> row(html, each.name(), each.well(), each.word(), each.word(), each.why()));
    shot.surroundings()
        .checks()
        .forEach(
            each ->
                row(html, each.title(), !each.matters(), each.said(), each.said(), each.remedy()));
    html.tag("</dl></section>");
  }

  private static void row(Html html, String name, boolean good, String yes, String no, String why) {
    html.tag("<dt>").text(name).tag("</dt><dd>");
    html.element("span", good ? "good" : "bad", good ? yes : no);
    html.element("span", "soft", why.isEmpty() ? "" : " – " + why).tag("</dd>");
  }
}
