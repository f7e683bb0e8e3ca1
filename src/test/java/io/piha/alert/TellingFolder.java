package io.piha.alert;

import io.piha.alert.channel.HookSink;
import io.piha.alert.channel.Lanes;
import io.piha.alert.channel.WebhookAlert;
import io.piha.alert.channel.WebhookFormat;
import io.piha.alert.rules.Policy;
import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.journal.AuditLog;
import io.piha.journal.Journal;
import io.piha.journal.JournalFailed;
import io.piha.site.Alert;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A control plane's data folder, the records that stand in it, and what is told of them. */
public final class TellingFolder implements AutoCloseable {

  /** All as usual, but that an end is said soon. */
  private static final Policy SOON =
      new Policy(
          Duration.ofMillis(200),
          Policy.DEFAULT.escalateAfter(),
          Policy.DEFAULT.repeatEvery(),
          Policy.DEFAULT.remindFreeze(),
          50,
          Policy.DEFAULT.span(),
          Optional.empty(),
          Map.of(),
          Map.of());

  private final String name;
  private final Path data;
  private final EngineClock clock;
  private final Journal journal;
  private final AuditLog log;

  /** Makes it below a folder. */
  public TellingFolder(Path below, String name, EngineClock clock) throws IOException {
    this.name = name;
    this.clock = clock;
    this.data = Files.createDirectories(below.resolve(name));
    this.journal = Journal.open(data);
    this.log = journal.log();
  }

  /**
   * Begins to tell one receiver.
   *
   * @param told what was told, as it travels to another
   */
  public Alerts tells(HookSink phone, NameLookup names, ToldBook told) throws JournalFailed {
    Alert hook =
        new WebhookAlert(
            Optional.of("phone"),
            SecretText.of(phone.url("/")),
            WebhookFormat.JSON,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Trust.SYSTEM);
    return Alerts.start(
        data,
        log,
        clock,
        new AlertSettings("home", SOON, Lanes.of(List.of(hook), names, clock::wall)),
        this::write,
        name + "-born",
        new Lineage(name, Duration.ZERO, told));
  }

  /** Writes a record. */
  public void write(Entry entry) {
    try {
      journal.commit(clock.wall(), Map.of(), List.of(entry));
    } catch (JournalFailed e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes that the control plane has begun. */
  public void starts() {
    write(Entry.ofSite(Kind.CONTROL_STARTED, Severity.INFO, name + " started"));
  }

  /** Writes a record of the one incident there is. */
  public void incident(Kind kind, String reason) {
    write(
        new Entry(
            kind,
            Severity.WARNING,
            "ha",
            "haos",
            7L,
            Entry.CONTROL,
            reason,
            Map.of("incident", 1L)));
  }

  /** Whether one of the last records says that. */
  public boolean noted(String words) throws JournalFailed {
    return log.latest(50).stream().anyMatch(each -> each.entry().reason().contains(words));
  }

  /** What came, in short: its kind and its thread. */
  public static List<String> inShort(List<HookSink.Hit> hits) {
    return hits.stream()
        .map(HookSink.Hit::json)
        .map(each -> each.path("kind").asString("") + " " + each.path("thread").asString(""))
        .toList();
  }

  @Override
  public void close() throws JournalFailed {
    log.close();
    journal.close();
  }
}
