package io.piha.engine;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import io.piha.journal.AuditFilter;
import io.piha.journal.AuditLog;
import io.piha.journal.AuditRecord;
import io.piha.journal.ChapterLog;
import io.piha.journal.JournalFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An incident as the engine lived through it: what it believed when it began, everything that it
 * heard until the end, and what it recorded. It can be judged again anywhere, by any version.
 *
 * @param format {@link #FORMAT}
 * @param reels one for each stretch in which nothing was lost, oldest first
 * @param records what the arbiter recorded of the service in that time, oldest first
 */
public record IncidentTape(
    String format, String service, long incident, List<Reel> reels, List<Told> records) {

  /** Names the format of the file. */
  public static final String FORMAT = "piha-incident-1";

  /** The largest file that is read. */
  public static final long LONGEST = 64L << 20;

  /** Written by others than the arbiter, so nothing that could be decided again. */
  private static final Set<Kind> OF_OTHERS =
      EnumSet.of(
          Kind.ALERT_SENT,
          Kind.ALERT_FAILED,
          Kind.DRILL_STARTED,
          Kind.DRILL_DONE,
          Kind.RULE_BROKEN);

  /**
   * A stretch in which nothing was lost.
   *
   * @param opening what was believed when it began
   */
  public record Reel(State opening, List<Heard> heard) {
    public Reel {
      heard = List.copyOf(heard);
    }
  }

  /**
   * Something that was heard.
   *
   * @param at the engine's time
   * @param wall wall time then
   */
  public record Heard(Instant at, Instant wall, Signal signal) {}

  /** What was recorded. */
  public record Told(Instant at, String kind, @Nullable String host, String reason) {}

  public IncidentTape {
    reels = List.copyOf(reels);
    records = List.copyOf(records);
  }

  /**
   * Cuts it out of what was kept.
   *
   * @param from wall time at which the incident began
   * @param to wall time of its last record
   * @throws JournalFailed when that time is no longer kept, or cannot be read
   */
  public static IncidentTape cut(
      Path dataDir, AuditLog log, String service, long incident, Instant from, Instant to)
      throws JournalFailed {
    ChronicleText text = new ChronicleText();
    List<Reel> reels = new ArrayList<>();
    // One record's time is that of a whole turn of the loop; what it was decided by may be later.
    Instant heardUntil = to.plusSeconds(1);
    try (ChapterLog chapters = ChapterLog.open(dataDir)) {
      for (ChapterLog.Chapter each : chapters.between(from, heardUntil)) {
        List<Heard> heard = new ArrayList<>();
        for (byte[] page : each.pages()) {
          text.page(page).stream().filter(it -> !it.wall().isAfter(heardUntil)).forEach(heard::add);
        }
        if (!heard.isEmpty()) {
          reels.add(new Reel(text.opening(each.state()).state(), heard));
        }
      }
    } catch (JacksonException e) {
      throw new JournalFailed("What was kept cannot be read by this version: " + e.getMessage());
    }
    if (reels.isEmpty()) {
      throw new JournalFailed("Nothing that was heard is kept of that time any more.");
    }
    Instant began = reels.getFirst().heard().getFirst().wall();
    List<Told> told = new ArrayList<>();
    AuditFilter filter =
        AuditFilter.oldestFirst(AuditFilter.MOST)
            .service(service)
            .since(began)
            .until(to.plusMillis(1));
    for (AuditRecord each : log.query(filter)) {
      if (isDecided(each.entry().kind())) {
        told.add(
            new Told(
                each.at(), each.entry().kind().word(), each.entry().host(), each.entry().reason()));
      }
    }
    return new IncidentTape(FORMAT, service, incident, reels, told);
  }

  /** How many signals were heard. */
  public int heard() {
    return reels.stream().mapToInt(each -> each.heard().size()).sum();
  }

  /** Whether the arbiter writes such records. */
  public static boolean isDecided(Kind kind) {
    return !OF_OTHERS.contains(kind);
  }

  /** Writes it to a new file. */
  public void write(Path file) throws IOException {
    Files.write(file, new ChronicleText().write(this), CREATE_NEW, WRITE);
  }

  /**
   * Reads it.
   *
   * @throws IOException when it is none, in words for people
   */
  public static IncidentTape read(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException(file + " is larger than " + (LONGEST >> 20) + " MiB");
    }
    try {
      IncidentTape tape = new ChronicleText().tape(Files.readAllBytes(file));
      if (!FORMAT.equals(tape.format())) {
        throw new IOException(file + " is not an incident in the format " + FORMAT);
      }
      if (tape.reels().isEmpty()
          || tape.reels().stream().anyMatch(each -> each.heard().isEmpty())) {
        throw new IOException(file + " holds an incident in which nothing was heard");
      }
      return tape;
    } catch (JacksonException | NullPointerException e) {
      throw new IOException(
          file + " is not an incident that this version can read: " + e.getMessage(), e);
    }
  }
}
