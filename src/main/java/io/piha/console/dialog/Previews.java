package io.piha.console.dialog;

import io.piha.console.dialog.Preview.Line;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.SwitchView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says what an act will do and what stands against it, from what a snapshot shows. */
final class Previews {

  private final Words words;
  private final UpkeepPreviews upkeep;

  Previews(Words words) {
    this.words = words;
    this.upkeep = new UpkeepPreviews(words);
  }

  Preview of(Act act, Subject subject, Instant now) {
    String host = subject.host().map(HostView::name).orElse("");
    String service = subject.service().name();
    return new Preview(
        words.say("dialog." + act.stem() + ".title", host.isEmpty() ? service : host),
        about(subject),
        happens(act, subject),
        against(act, subject, now),
        tier(act, subject),
        subject.service().revision());
  }

  private static Tier tier(Act act, Subject subject) {
    return switch (act) {
      case RESET -> subject.leads() ? Tier.NAME : Tier.HOLD;
      case PROMOTE, FAILBACK, ROLLBACK -> Tier.HOLD;
      case RESTORE, REINSTALL -> Tier.NAME;
      case FREEZE, THAW, SYNC, SNAPSHOT -> Tier.VERB;
    };
  }

  private String about(Subject subject) {
    String service = words.say("dialog.about", subject.service().name(), epoch(subject));
    return subject
        .power()
        .map(
            power ->
                words.say("dialog.about.port", power.port(), words.say("power." + power.word()))
                    + " · "
                    + service)
        .orElse(service);
  }

  private List<Line> happens(Act act, Subject subject) {
    return switch (act) {
      case RESET -> resetHappens(subject);
      case PROMOTE -> promoteHappens(subject);
      case FAILBACK -> failbackHappens(subject);
      case FREEZE -> List.of(plain("happens.freeze.promotion"), plain("happens.freeze.cycle"));
      case THAW ->
          subject.service().incident().isPresent()
              ? List.of(plain("happens.thaw"), plain("happens.thaw.incident"))
              : List.of(plain("happens.thaw"));
      case SYNC, ROLLBACK, SNAPSHOT, RESTORE, REINSTALL -> upkeep.happens(act, subject);
    };
  }

  private List<Line> resetHappens(Subject subject) {
    String host = hostName(subject);
    String port = subject.power().map(PowerView::port).orElse("?");
    if (subject.power().filter(PowerView::held).isPresent()) {
      return List.of(plain("happens.reset.held", port), plain("happens.reset.passive", host));
    }
    var lines = new ArrayList<Line>();
    lines.add(plain("happens.reset.off", port));
    lines.add(plain("happens.reset.on", port, host));
    if (subject.leads()) {
      lines.add(plain("happens.reset.leader", subject.service().name(), host));
      lines.add(
          subject.service().freeze().frozen()
              ? plain("happens.reset.frozen", host)
              : plain("happens.reset.after", host));
    }
    return lines;
  }

  private List<Line> promoteHappens(Subject subject) {
    String host = hostName(subject);
    var lines = new ArrayList<Line>();
    subject
        .leader()
        .filter(leader -> !leader.name().equals(host))
        .ifPresent(
            leader ->
                lines.add(
                    leader.alive()
                        ? plain("happens.promote.demote", leader.name())
                        : plain("happens.promote.fence", leader.name())));
    lines.add(plain("happens.promote.order", host, subject.service().name(), nextEpoch(subject)));
    subject
        .leader()
        .ifPresent(leader -> lines.add(plain("happens.promote.back", host, leader.name())));
    return lines;
  }

  private List<Line> failbackHappens(Subject subject) {
    String host = hostName(subject);
    String leader = subject.service().leader().orElse("?");
    var lines = new ArrayList<Line>();
    if (subject.power().filter(PowerView::held).isPresent()) {
      lines.add(plain("happens.failback.power", host, leader));
    }
    lines.add(plain("happens.failback.demote", leader));
    lines.add(plain("happens.failback.order", host, nextEpoch(subject)));
    lines.add(plain("happens.failback.back", host, leader));
    return lines;
  }

  private List<Line> against(Act act, Subject subject, Instant now) {
    var lines = new ArrayList<Line>();
    switch (act) {
      case RESET -> againstReset(lines, subject, now);
      case PROMOTE -> againstPromote(lines, subject, now);
      case FAILBACK -> againstFailback(lines, subject);
      case FREEZE -> lines.add(notice("against.freeze"));
      case THAW -> {}
      case SYNC, ROLLBACK, SNAPSHOT, RESTORE, REINSTALL ->
          lines.addAll(upkeep.against(act, subject, now));
    }
    if (lines.isEmpty()) {
      lines.add(plain("against.nothing"));
    }
    return lines;
  }

  private void againstReset(List<Line> lines, Subject subject, Instant now) {
    if (subject.leads()) {
      lines.add(notice("against.leads", hostName(subject), subject.service().name()));
    }
    addAlive(lines, subject.host().stream().toList(), now);
    subject.power().ifPresent(power -> againstPort(lines, subject, power, now));
  }

  private void againstPort(List<Line> lines, Subject subject, PowerView power, Instant now) {
    subject.snapshot().switches().stream()
        .filter(each -> !each.answers() && power.port().startsWith(each.name() + "/"))
        .map(SwitchView::name)
        .forEach(name -> lines.add(bad("against.switch", name)));
    power
        .lastCycle()
        .ifPresent(
            at -> lines.add(notice("against.cycled", Spans.words(Duration.between(at, now)))));
    int left = power.cyclesLeft();
    int all = subject.service().cyclesPerDay();
    lines.add(left > 0 ? plain("against.left", left, all) : notice("against.spent", all));
  }

  private void againstPromote(List<Line> lines, Subject subject, Instant now) {
    addAlive(lines, subject.leader().stream().toList(), now);
    subject
        .host()
        .filter(host -> !host.fit())
        .ifPresent(host -> lines.add(bad("against.unfit", host.name(), host.fitness())));
    if (subject.service().freeze().frozen()) {
      lines.add(notice("against.frozen"));
    }
  }

  private void againstFailback(List<Line> lines, Subject subject) {
    subject
        .service()
        .incident()
        .filter(incident -> !incident.acked())
        .ifPresent(incident -> lines.add(bad("against.unacked", incident.id())));
    subject
        .host()
        .filter(host -> !host.fit() && host.power().filter(PowerView::held).isEmpty())
        .ifPresent(host -> lines.add(bad("against.unfit", host.name(), host.fitness())));
  }

  private void addAlive(List<Line> lines, List<HostView> hosts, Instant now) {
    for (HostView host : hosts) {
      host.lastHeartbeat()
          .filter(_ -> host.alive())
          .ifPresent(
              at ->
                  lines.add(
                      notice(
                          "against.alive", host.name(), Spans.words(Duration.between(at, now)))));
    }
  }

  private static String hostName(Subject subject) {
    return subject.host().map(HostView::name).orElse("?");
  }

  private static String epoch(Subject subject) {
    return Long.toString(subject.service().epoch());
  }

  private static String nextEpoch(Subject subject) {
    return Long.toString(subject.service().epoch() + 1);
  }

  private Line plain(String key, Object... values) {
    return new Line(key, words.say(key, values), Tone.QUIET);
  }

  private Line notice(String key, Object... values) {
    return new Line(key, words.say(key, values), Tone.NOTICE);
  }

  private Line bad(String key, Object... values) {
    return new Line(key, words.say(key, values), Tone.BAD);
  }
}
