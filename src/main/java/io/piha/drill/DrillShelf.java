package io.piha.drill;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reports of live drills that a data folder keeps; read without a running engine, and nothing
 * is written.
 *
 * @param reports newest first
 * @param unreadable what could not be read, a sentence each
 */
public record DrillShelf(List<DrillReport> reports, List<String> unreadable) {

  static final String FOLDER = "drills";
  static final String REPORT = "drill-";
  static final long LONGEST = 1024 * 1024;
  private static final Duration MOST = Duration.ofDays(3650);
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public DrillShelf {
    reports = List.copyOf(reports);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * What a data folder keeps; nothing where there never was a drill.
   *
   * @throws IOException when the folder is there and cannot be listed; the message says why
   */
  public static DrillShelf of(Path dataDir) throws IOException {
    List<DrillReport> reports = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Path each : files(dataDir.resolve(FOLDER)).reversed()) {
      try {
        reports.add(read(each));
      } catch (IOException e) {
        unreadable.add(each + " cannot be read: " + e.getMessage());
      }
    }
    return new DrillShelf(reports, unreadable);
  }

  /** Oldest first: the names begin with the time. */
  static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.notExists(folder)) {
      return files;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, REPORT + "*.json")) {
      all.forEach(files::add);
    } catch (AccessDeniedException e) {
      throw new IOException(folder + " cannot be read: permission denied", e);
    }
    Collections.sort(files);
    return files;
  }

  /** The newest report whose name begins so; all names begin with nothing. */
  public Optional<DrillReport> named(String beginning) {
    return reports.stream().filter(each -> each.id().startsWith(beginning)).findFirst();
  }

  /** Live drills of the same scenario and service before that one, newest first. */
  public List<DrillReport> before(DrillReport report) {
    return reports.stream()
        .filter(each -> each.scenario().equals(report.scenario()))
        .filter(each -> each.service().equals(report.service()))
        .filter(each -> each.began().isBefore(report.began()))
        .sorted((a, b) -> b.began().compareTo(a.began()))
        .toList();
  }

  private static DrillReport read(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new IOException("it is no file");
      }
      if (Files.size(file) > LONGEST) {
        throw new IOException("it is larger than " + LONGEST + " bytes");
      }
      return parse(Files.readAllBytes(file));
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    } catch (NoSuchFileException e) {
      throw new IOException("it is gone", e);
    }
  }

  /** Reads a report; what is no whole report is refused in words. */
  static DrillReport parse(byte[] json) throws IOException {
    try {
      DrillReport report = MAPPER.readValue(json, DrillReport.class);
      if (report == null || !isWhole(report)) {
        throw new IOException("something is missing in it");
      }
      return report;
    } catch (JacksonException e) {
      throw new IOException("it is no report of a drill: " + e.getOriginalMessage(), e);
    } catch (NullPointerException e) {
      throw new IOException("something is missing in it", e);
    }
  }

  /** JSON can leave out anything, also what a record does not check, and spans of no life. */
  private static boolean isWhole(DrillReport report) {
    boolean words =
        Stream.of(
                report.id(),
                report.scenario(),
                report.title(),
                report.service(),
                report.by(),
                report.verdict(),
                report.why(),
                report.back())
            .map(Optional::ofNullable)
            .allMatch(Optional::isPresent);
    boolean times = isTime(report.began()) && isTime(report.ended());
    boolean spans =
        Stream.of(report.measured(), report.bounds(), report.predicted())
            .flatMap(each -> each.values().stream())
            .allMatch(DrillShelf::isSpan);
    return words
        && times
        && spans
        && report.steps().stream()
            .allMatch(
                each ->
                    each.words() != null
                        && each.seen() != null
                        && isSpan(each.after())
                        && isSpan(each.took())
                        && isSpan(each.bound()));
  }

  private static boolean isTime(@Nullable Instant at) {
    return at != null && at.isAfter(FIRST) && at.isBefore(LAST);
  }

  private static boolean isSpan(@Nullable Duration span) {
    return span != null && span.abs().compareTo(MOST) < 0;
  }
}
