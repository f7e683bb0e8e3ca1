package io.piha.world;

import io.piha.arbiter.Decision;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Severity;
import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What happened in a world, line by line, in the words of the audit log. */
final class Transcript {

  private static final int INDENT = 12;

  private final World world;
  private final boolean recording;
  private final List<String> lines = new ArrayList<>();
  private final List<String> leaving = new ArrayList<>();
  private BiConsumer<Long, Entry> reader = (_, _) -> {};
  private long zero;

  Transcript(World world, boolean recording) {
    this.world = world;
    this.recording = recording;
  }

  List<String> lines() {
    return lines;
  }

  /** Tells somebody of each record too, with the world's time in milliseconds. */
  void read(BiConsumer<Long, Entry> by) {
    reader = by;
  }

  /** What was decided, without what happened. */
  List<String> decisions() {
    return lines.stream().filter(each -> each.startsWith("> ", INDENT)).toList();
  }

  /** What was written until now is forgotten, and times count from here. */
  void beginAnew() {
    lines.clear();
    zero = world.now();
  }

  void happened(String what) {
    note("* " + what);
  }

  /** A line of somebody who looks on. */
  void note(String words) {
    if (recording) {
      line(words);
    }
  }

  void recorded(AuditRecord record) {
    Petition.isNotIn(record.entry(), world);
    if (recording) {
      line("> " + words(record.entry()));
    }
    reader.accept(world.now(), record.entry());
  }

  /** A record as people read it. */
  static String words(Entry entry) {
    String by = entry.by().equals(Entry.CONTROL) ? "" : " by " + entry.by();
    String loud = entry.severity() == Severity.CRITICAL ? " !" : "";
    return other(entry.service())
        + entry.kind().word()
        + (entry.host() == null ? "" : " " + entry.host())
        + by
        + loud
        + ": "
        + entry.reason();
  }

  private static String other(@Nullable String of) {
    return of == null || of.equals(House.SERVICE) ? "" : of + " ";
  }

  /** What is to be done about it is told after its records, when it is on its way. */
  void decided(Decision decision) {
    if (recording) {
      decision.effects().forEach(each -> words(each).ifPresent(words -> leaving.add("> " + words)));
    }
  }

  /** What was decided and written is done. */
  void acted() {
    leaving.forEach(this::line);
    leaving.clear();
  }

  /** What was decided and not done will not be. */
  void died() {
    leaving.clear();
  }

  /** What goes out, as people read it; empty for what only asks. */
  static Optional<String> words(Effect effect) {
    return switch (effect) {
      case Effect.PublishState e ->
          Optional.of(
              "publish "
                  + other(e.service())
                  + e.state().word()
                  + (e.host().isEmpty() ? "" : " " + e.host())
                  + " epoch "
                  + e.epoch());
      case Effect.SendOrder e ->
          Optional.of(
              "order "
                  + other(e.service())
                  + e.order().verb().word()
                  + " "
                  + e.order().host()
                  + " epoch "
                  + e.order().epoch());
      case Effect.PublishFreeze e -> Optional.of("freeze topic " + other(e.service()) + e.frozen());
      case Effect.SetPort e -> Optional.of("port " + e.port() + (e.on() ? " on" : " off"));
      case Effect.ProbeHost _,
          Effect.ReadPort _,
          Effect.ToUpkeep _,
          Effect.HandOver _,
          Effect.Answer _ ->
          Optional.empty();
    };
  }

  void answered(Effect.Answer answer) {
    if (recording) {
      line("> answer " + (answer.accepted() ? "accepted" : "refused") + ": " + answer.why());
    }
  }

  private void line(String words) {
    lines.add(String.format(Locale.ROOT, "%-" + INDENT + "s%s", at(world.now() - zero), words));
  }

  /** A time since the world began, as people read it. */
  static String at(long ms) {
    Duration since = Duration.ofMillis(ms);
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d.%02d",
        since.toHours(),
        since.toMinutesPart(),
        since.toSecondsPart(),
        since.toMillisPart() / 10);
  }
}
