package io.piha.console.dialog;

import io.piha.arbiter.MirrorView;
import io.piha.arbiter.StagedSnapshot;
import io.piha.console.dialog.Preview.Line;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.UpkeepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The previews of what is done to the mirror and to a host's configuration. */
final class UpkeepPreviews {

  private final Words words;

  UpkeepPreviews(Words words) {
    this.words = words;
  }

  List<Line> happens(Act act, Subject subject) {
    String host = subject.host().map(HostView::name).orElse("?");
    return switch (act) {
      case SYNC -> sync(subject);
      case ROLLBACK -> List.of(plain("happens.rollback"), plain("happens.rollback.not"));
      case SNAPSHOT -> List.of(plain("happens.snapshot", host), plain("happens.snapshot.keep"));
      case RESTORE -> restore(subject, host);
      case REINSTALL ->
          List.of(plain("happens.reinstall", host), plain("happens.restore.out", host));
      case RESET, PROMOTE, FAILBACK, FREEZE, THAW -> List.of();
    };
  }

  private List<Line> sync(Subject subject) {
    Optional<MirrorView.Commit> next =
        subject.service().upkeep().sync().flatMap(each -> each.seen().candidate());
    return List.of(
        next.map(each -> plain("happens.sync", each.words()))
            .orElseGet(() -> plain("happens.sync.look")),
        plain("happens.sync.valid"));
  }

  private List<Line> restore(Subject subject, String host) {
    String kind = subject.staged().map(StagedSnapshot::kind).orElse("");
    String what =
        switch (kind) {
          case "sftp" -> "happens.restore.files";
          case "git" -> "happens.restore.bundle";
          default -> "happens.restore.core";
        };
    return List.of(
        plain("happens.restore.read", subject.about()),
        plain(what, host),
        plain("happens.restore.out", host));
  }

  List<Line> against(Act act, Subject subject, Instant now) {
    var lines = new ArrayList<Line>();
    switch (act) {
      case SYNC -> held(lines, subject);
      case ROLLBACK, SNAPSHOT -> {}
      case RESTORE -> {
        dangerous(lines, subject);
        lines.addAll(age(subject, now));
      }
      case REINSTALL -> {
        dangerous(lines, subject);
        lines.add(newest(subject, now));
      }
      case RESET, PROMOTE, FAILBACK, FREEZE, THAW -> {}
    }
    subject
        .service()
        .upkeep()
        .chore()
        .filter(_ -> act != Act.SYNC && act != Act.ROLLBACK)
        .ifPresent(chore -> lines.add(busy(chore)));
    return lines;
  }

  private void held(List<Line> lines, Subject subject) {
    subject
        .service()
        .upkeep()
        .sync()
        .filter(each -> !each.heldWhy().isEmpty())
        .ifPresent(each -> lines.add(new Line("held", each.heldWhy(), Tone.NOTICE)));
  }

  private void dangerous(List<Line> lines, Subject subject) {
    String host = subject.host().map(HostView::name).orElse("?");
    if (subject.leads()) {
      lines.add(new Line("leads", words.say("against.never", host), Tone.BAD));
    }
    subject
        .host()
        .filter(each -> each.alive() && !subject.leads())
        .ifPresent(each -> lines.add(notice("against.lives", host)));
  }

  private List<Line> age(Subject subject, Instant now) {
    Optional<StagedSnapshot> staged = subject.staged();
    if (staged.isEmpty()) {
      return List.of(notice("against.gone", subject.about()));
    }
    var lines = new ArrayList<Line>();
    if (!staged.get().verified()) {
      lines.add(notice("against.unverified"));
    }
    lines.add(plain("against.age", age(staged.get(), now)));
    return lines;
  }

  private Line newest(Subject subject, Instant now) {
    String host = subject.host().map(HostView::name).orElse("?");
    return subject.service().upkeep().snapshots().stream()
        .filter(each -> each.verified() && each.host().equals(host))
        .findFirst()
        .map(each -> plain("against.saved", age(each, now)))
        .orElseGet(() -> notice("against.unsaved", host));
  }

  private static String age(StagedSnapshot of, Instant now) {
    return Spans.coarse(Duration.between(of.takenAt(), now));
  }

  private Line busy(UpkeepView.ChoreView chore) {
    return notice("against.busy", words.say("chore." + chore.action()), chore.host());
  }

  private Line plain(String key, Object... values) {
    return new Line(key, words.say(key, values), Tone.QUIET);
  }

  private Line notice(String key, Object... values) {
    return new Line(key, words.say(key, values), Tone.NOTICE);
  }
}
