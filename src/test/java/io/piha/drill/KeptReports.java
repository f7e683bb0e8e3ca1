package io.piha.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reports of drills as a control plane would have kept them, written by its own ledger. */
public final class KeptReports {
  public static final Instant FIRST = Instant.parse("2026-01-03T14:00:00Z");

  private KeptReports() {}

  /** A drill of {@code leader-dies}, so many weeks after the first. */
  public static DrillReport passed(int week, long recoverySeconds) {
    return report(week, recoverySeconds, DrillReport.Verdict.PASSED, "every step went as planned");
  }

  /** One that did not pass. */
  public static DrillReport failed(int week) {
    return report(
        week, 131, DrillReport.Verdict.FAILED, "<standby leads> & nothing else was not seen");
  }

  private static DrillReport report(
      int week, long recoverySeconds, DrillReport.Verdict verdict, String why) {
    boolean passed = verdict == DrillReport.Verdict.PASSED;
    Instant began = FIRST.plus(Duration.ofDays(7L * week));
    Map<Measure, Duration> measured = new EnumMap<>(Measure.class);
    measured.put(Measure.DETECTION, Duration.ofMillis(90_040));
    measured.put(Measure.VERIFICATION, Duration.ofMillis(3_012));
    measured.put(Measure.RECOVERY, Duration.ofSeconds(recoverySeconds));
    if (passed) {
      measured.put(Measure.PROMOTION, Duration.ofMillis(31));
      measured.put(Measure.TOTAL, Duration.ofMillis(93_083 + recoverySeconds * 1000));
      measured.put(Measure.READY, Duration.ofMillis(1_800));
    }
    Map<Measure, Duration> bounds = new EnumMap<>(Measure.class);
    bounds.put(Measure.DETECTION, Duration.ofSeconds(90).plusMillis(100));
    bounds.put(Measure.VERIFICATION, Duration.ofMillis(3_100));
    bounds.put(Measure.RECOVERY, Duration.ofSeconds(96));
    bounds.put(Measure.PROMOTION, Duration.ofSeconds(30));
    bounds.put(Measure.TOTAL, Duration.ofSeconds(219));
    bounds.put(Measure.READY, Duration.ofSeconds(13));
    bounds.keySet().retainAll(measured.keySet());
    Map<Measure, Duration> predicted = new EnumMap<>(measured);
    predicted.put(Measure.RECOVERY, Duration.ofSeconds(73));
    return new DrillReport(
        began.toString().replaceAll("[:.]", "-"),
        "leader-dies",
        "The leader dies for good",
        "home-assistant",
        true,
        "operator:alice",
        began,
        began.plusSeconds(423),
        verdict,
        why,
        passed,
        passed ? "haos leads, its power is back, no incident is open" : "haos is not heard",
        List.of(
            new StepSeen(
                "haos dies, and will not survive a power cycle",
                true,
                Duration.ofSeconds(1),
                Duration.ofMillis(12),
                Duration.ZERO,
                "done"),
            new StepSeen(
                "the silence of haos is noticed",
                true,
                Duration.ofSeconds(91),
                Duration.ofSeconds(90),
                Duration.ofSeconds(92),
                "no heartbeat from haos for 90 s"),
            new StepSeen(
                "standby leads",
                passed,
                Duration.ofSeconds(167),
                Duration.ofMillis(31),
                Duration.ofSeconds(30),
                passed ? "standby leads with epoch 8" : "not within 30 s")),
        measured,
        bounds,
        predicted);
  }

  /** Keeps it in a data folder, as the control plane does at the end of a drill. */
  public static void keep(Path dataDir, DrillReport... reports) throws Exception {
    Ledger ledger = new Ledger(dataDir);
    for (DrillReport each : reports) {
      ledger.close(each);
    }
  }

  /** Something else under the name of a report. */
  public static void spoil(Path dataDir, String name, String content) throws Exception {
    Path folder = Files.createDirectories(dataDir.resolve(DrillShelf.FOLDER));
    Files.writeString(folder.resolve(DrillShelf.REPORT + name + ".json"), content);
  }
}
