package io.piha.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.HostClaim;
import io.piha.arbiter.ProbeResult;
import io.piha.arbiter.Verdict;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String SERVICE = "home-assistant";

  @TempDir Path folder;
  private volatile Instant now = START;
  private final InstantSource clock = () -> now;

  @Test
  void heartbeatsAreThereAfterClosingWithWhatTheySaid() throws Exception {
    try (History history = start()) {
      history.heartbeat(SERVICE, "haos", START, OptionalLong.of(7), Optional.of(HostClaim.LEADER));
      history.heartbeat(
          SERVICE, "standby", at(1), OptionalLong.empty(), Optional.of(HostClaim.PASSIVE));
      history.heartbeat(SERVICE, "haos", at(30), OptionalLong.empty(), Optional.empty());
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.ticks(SERVICE, "haos", START, at(60), 10))
          .containsExactly(
              new HeartbeatTick(START, OptionalLong.of(7), Optional.of(HostClaim.LEADER)),
              new HeartbeatTick(at(30), OptionalLong.empty(), Optional.empty()));
      assertThat(log.ticks(SERVICE, "nobody", Instant.MIN, Instant.MAX, 10)).isEmpty();
    }
  }

  @Test
  void theNewestBootsOfEachCauseAreKept() throws Exception {
    try (History history = start()) {
      for (int n = 0; n < BootTimes.KEPT + 50; n++) {
        history.boot(SERVICE, "haos", booted(n, Boot.Cause.RESTART));
      }
      history.boot(SERVICE, "haos", booted(-5, Boot.Cause.POWER_ON));
      history.boot(SERVICE, "standby", booted(7, Boot.Cause.POWER_ON));
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      List<Boot> boots = log.boots(SERVICE, "haos");
      assertThat(boots).hasSize(BootTimes.KEPT + 1);
      assertThat(boots.getFirst()).isEqualTo(booted(BootTimes.KEPT + 49, Boot.Cause.RESTART));
      assertThat(boots.get(BootTimes.KEPT - 1)).isEqualTo(booted(50, Boot.Cause.RESTART));
      assertThat(boots.getLast())
          .as("many restarts push out no boot after power-on")
          .isEqualTo(booted(-5, Boot.Cause.POWER_ON));
      assertThat(log.boots(SERVICE, "standby")).hasSize(1);
      assertThat(log.boots(SERVICE, "nobody")).isEmpty();
    }
  }

  private static Boot booted(int second, Boot.Cause cause) {
    return new Boot(at(second), cause, Duration.ofMillis(40_123));
  }

  @Test
  void theyAreWrittenEveryFewMomentsWithoutClosing() throws Exception {
    try (History history = History.start(folder, History.KEEP_BEATS, clock, Duration.ofMillis(5))) {
      beat(history, START);
      await()
          .ignoreExceptions()
          .until(
              () -> {
                try (HistoryLog log = HistoryLog.open(folder)) {
                  return log.ticks(SERVICE, "haos", START, at(1), 10).size() == 1;
                }
              });
    }
  }

  @Test
  void aBucketSaysHowManyCameAndTheLongestSilence() throws Exception {
    try (History history = start()) {
      for (int second = 0; second <= 600; second += 30) {
        if (second < 200 || second > 400) {
          beat(history, at(second));
        }
      }
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      List<HeartbeatBucket> buckets = log.heartbeats(SERVICE, "haos", START, at(600), 2);
      Duration five = Duration.ofMinutes(5);
      assertThat(buckets)
          .containsExactly(
              new HeartbeatBucket(START, five, 7, Duration.ofSeconds(30)),
              new HeartbeatBucket(at(300), five, 6, Duration.ofSeconds(240)));
    }
  }

  @Test
  void theTimeInWhichNobodyListenedIsNoSilence() throws Exception {
    try (History history = start()) {
      beat(history, START);
    }
    try (History history = start()) {
      beat(history, at(3_000));
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.heartbeats(SERVICE, "haos", START, at(3_600), 1))
          .containsExactly(new HeartbeatBucket(START, Duration.ofHours(1), 2, Duration.ZERO));
    }
  }

  @Test
  void rollUpsAnswerAsTheHeartbeatsThemselvesWould() throws Exception {
    Random random = new Random(5);
    Map<Instant, Long> perHour = new TreeMap<>();
    Instant end = START.plus(Duration.ofHours(60));
    Instant next = START;
    while (next.isBefore(end)) {
      try (History history = start()) {
        for (int i = 0; i < 400 && next.isBefore(end); i++) {
          beat(history, next);
          perHour.merge(next.truncatedTo(ChronoUnit.HOURS), 1L, Long::sum);
          now = next;
          next = next.plusSeconds(random.nextInt(1, 120));
        }
      }
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(counts(log.heartbeats(SERVICE, "haos", START, end, 60))).isEqualTo(perHour);
      long total = perHour.values().stream().mapToLong(Long::longValue).sum();
      for (int most : new int[] {1, 3, 7, 100, 1_000, 10_000}) {
        List<HeartbeatBucket> buckets = log.heartbeats(SERVICE, "haos", START, end, most);
        assertThat(buckets).hasSizeLessThanOrEqualTo(Math.max(2, most));
        assertThat(buckets.stream().mapToLong(HeartbeatBucket::count).sum()).isEqualTo(total);
      }
    }
  }

  @Test
  void whatWasCountedWhileItWasWrittenIsWhatIsStored() throws Exception {
    Path file = folder.resolve(History.FILE);
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Files.deleteIfExists(file);
      Set<String> seen = new TreeSet<>();
      Instant next = START;
      for (int run = 0; run < 4; run++) {
        try (HistoryWriter writer = new HistoryWriter(file, History.KEEP_BEATS)) {
          for (int batch = 0; batch < 40; batch++) {
            List<Sighting> beats = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
              for (String host : List.of("haos", "standby", "third")) {
                if (random.nextInt(4) > 0) {
                  // Of one reading as a rule, and sometimes a little behind another host's.
                  Instant at = next.minusMillis(random.nextInt(10) / 8);
                  beats.add(
                      new Sighting.Beat(SERVICE, host, at, OptionalLong.empty(), Optional.empty()));
                  seen.add(at.toEpochMilli() + " " + host);
                }
              }
              next = next.plusMillis(random.nextInt(1_000));
            }
            writer.write(beats, next);
            // The clock is set back and forth, for less and more than what is rolled up by then.
            next =
                switch (random.nextInt(20)) {
                  case 0 -> next.minusSeconds(random.nextInt(200));
                  case 1 -> next.plusSeconds(random.nextInt(200));
                  default -> next;
                };
          }
        }
      }
      try (HistoryWriter writer = new HistoryWriter(file, History.KEEP_BEATS)) {
        writer.write(List.of(), next.plusSeconds(600));
      }
      assertThat(minutesUnlikeTheirBeats(file)).as("seed %d", seed).isZero();
      assertThat(beats(file)).as("seed %d", seed).containsExactlyElementsOf(seen);
      try (HistoryLog log = HistoryLog.open(folder)) {
        for (String host : List.of("haos", "standby", "third")) {
          assertThat(log.ticks(SERVICE, host, Instant.EPOCH, Instant.MAX, HistoryLog.MOST))
              .as("seed %d", seed)
              .extracting(each -> each.at().toEpochMilli() + " " + host)
              .containsExactlyElementsOf(
                  seen.stream().filter(each -> each.endsWith(" " + host)).toList());
        }
      }
    }
  }

  private static List<String> beats(Path file) throws SQLException {
    return rows(
        file,
        "SELECT at || ' ' || host AS what FROM beat JOIN source ON source.id = beat.source"
            + " ORDER BY what");
  }

  private static List<String> rows(Path file, String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return all;
  }

  private static int minutesUnlikeTheirBeats(Path file) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT sum(ours IS NOT theirs), count(*) FROM (
                  SELECT source, at / 60000 * 60000 AS start, count(*) || ' ' || max(gap) AS theirs
                  FROM beat WHERE at < (SELECT rolled FROM mark WHERE level = 1) GROUP BY 1, 2)
                LEFT JOIN (SELECT source, start, count || ' ' || gap AS ours
                  FROM rollup WHERE level = 1) USING (source, start)
                """)) {
      rows.next();
      assertThat(rows.getInt(2)).isGreaterThan(30);
      return rows.getInt(1);
    }
  }

  @Test
  void aHistoryThatIsTooLongForgetsItsOldestHeartbeatsAndKeepsWhatTheyCameTo() throws Exception {
    Path file = folder.resolve(History.FILE);
    long limit = 400_000;
    Instant end = START.plus(Duration.ofHours(20));
    try (HistoryWriter writer = new HistoryWriter(file, History.KEEP_BEATS, limit)) {
      for (Instant next = START; next.isBefore(end); next = next.plusSeconds(60)) {
        List<Sighting> beats = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          Instant at = next.plusSeconds(i);
          beats.add(new Sighting.Beat(SERVICE, "haos", at, OptionalLong.of(7), Optional.empty()));
        }
        writer.write(beats, next.plusSeconds(30));
      }
    }
    assertThat(Files.size(file)).isBetween(limit / 2, limit + limit / 2);
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.heartbeats(SERVICE, "haos", START, end, 20))
          .hasSize(20)
          .allMatch(each -> each.count() == 1_800);
      assertThat(log.ticks(SERVICE, "haos", START, START.plusSeconds(60), 100)).isEmpty();
      assertThat(log.ticks(SERVICE, "haos", end.minusSeconds(60), end, 100)).hasSize(30);
      // Whatever the width, no bucket tells of a part of its time only.
      Instant cut = START;
      while (log.ticks(SERVICE, "haos", cut, cut.plusSeconds(60), 100).isEmpty()) {
        cut = cut.plusSeconds(60);
      }
      for (int minute = -40; minute < 40; minute++) {
        Instant from = cut.plus(Duration.ofMinutes(minute));
        for (HeartbeatBucket each :
            log.heartbeats(SERVICE, "haos", from, from.plus(Duration.ofHours(1)), 4)) {
          assertThat(each.count())
              .as("%s from %s", each.start(), from)
              .isEqualTo(30 * each.width().toMinutes());
        }
      }
    }
  }

  @Test
  void aHeartbeatThatComesAfterItsHourWasClosedIsStillCounted() throws Exception {
    now = START.plus(Duration.ofDays(3));
    try (History history = start()) {
      beat(history, now);
    }
    try (History history = start()) {
      beat(history, at(10));
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      for (int buckets : new int[] {1, 5, 100}) {
        assertThat(log.heartbeats(SERVICE, "haos", START, at(3_600), buckets))
            .as("%d buckets", buckets)
            .hasSize(1);
      }
      assertThat(log.heartbeats(SERVICE, "haos", START, now.plusSeconds(1), 4)).hasSize(2);
    }
  }

  @Test
  void singleHeartbeatsAreForgottenAndTheirRollUpsStay() throws Exception {
    try (History history = start()) {
      beat(history, START);
      beat(history, at(60));
    }
    now = START.plus(Duration.ofDays(9));
    start().close();
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.ticks(SERVICE, "haos", START, now, 10)).isEmpty();
      assertThat(log.heartbeats(SERVICE, "haos", START, at(120), 1_000))
          .containsExactly(
              new HeartbeatBucket(START, Duration.ofMinutes(1), 1, Duration.ZERO),
              new HeartbeatBucket(at(60), Duration.ofMinutes(1), 1, Duration.ofMinutes(1)));
    }
    now = START.plus(Duration.ofDays(500));
    start().close();
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.heartbeats(SERVICE, "haos", START, at(120), 1_000))
          .containsExactly(
              new HeartbeatBucket(START, Duration.ofDays(1), 2, Duration.ofMinutes(1)));
    }
  }

  @Test
  void onlyChangedVerdictsAreKept() throws Exception {
    try (History history = start()) {
      probe(history, 0, Verdict.UP, Verdict.UP);
      probe(history, 10, Verdict.UP, Verdict.UP);
      probe(history, 20, Verdict.UP, Verdict.DOWN);
      probe(history, 30, Verdict.UP, Verdict.DOWN);
      probe(history, 40, Verdict.UP, Verdict.UP);
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.verdicts(SERVICE, "haos", START, at(60), 10))
          .extracting(VerdictChange::at, VerdictChange::probe, VerdictChange::verdict)
          .containsExactly(
              tuple(START, "core", Verdict.UP),
              tuple(START, "supervisor", Verdict.UP),
              tuple(at(20), "supervisor", Verdict.DOWN),
              tuple(at(40), "supervisor", Verdict.UP));
      assertThat(log.verdicts(SERVICE, "haos", at(30), at(60), 10))
          .as("also what was in force when it began")
          .extracting(VerdictChange::at, VerdictChange::probe, VerdictChange::verdict)
          .containsExactly(
              tuple(START, "core", Verdict.UP),
              tuple(at(20), "supervisor", Verdict.DOWN),
              tuple(at(40), "supervisor", Verdict.UP));
      assertThat(log.verdicts(SERVICE, "haos", START.minusSeconds(9), START, 10)).isEmpty();
    }
  }

  @Test
  void powerIsKeptWhereItChanges() throws Exception {
    try (History history = start()) {
      power(history, 0, "on", 5.2);
      power(history, 10, "on", 5.4);
      power(history, 20, "on", 7.1);
      power(history, 30, "idle", 0);
      history.power(SERVICE, "haos", at(40), "unknown", OptionalDouble.empty());
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.power(SERVICE, "haos", START, at(60), 10))
          .containsExactly(
              new PowerChange(START, "on", OptionalDouble.of(5.2)),
              new PowerChange(at(20), "on", OptionalDouble.of(7.1)),
              new PowerChange(at(30), "idle", OptionalDouble.of(0)),
              new PowerChange(at(40), "unknown", OptionalDouble.empty()));
      assertThat(log.power(SERVICE, "haos", at(25), at(35), 10))
          .as("also what was in force when it began")
          .extracting(PowerChange::at)
          .containsExactly(at(20), at(30));
      assertThat(log.power(SERVICE, "haos", at(50), at(60), 10))
          .extracting(PowerChange::word)
          .containsExactly("unknown");
      assertThat(log.power(SERVICE, "standby", START, at(60), 10)).isEmpty();
    }
  }

  private static void power(History history, int second, String word, double watts) {
    history.power(SERVICE, "haos", at(second), word, OptionalDouble.of(watts));
  }

  @Test
  void itCanBeReadFromTheFirstMomentOnAlsoAfterADamagedOne() throws Exception {
    Files.writeString(folder.resolve(History.FILE), "no database at all ".repeat(500));
    try (History history = start();
        HistoryLog log = HistoryLog.open(folder)) {
      assertThat(history.trouble()).isEmpty();
      assertThat(log.ticks(SERVICE, "haos", START, at(60), 10)).isEmpty();
      assertThat(log.power(SERVICE, "haos", START, at(60), 10)).isEmpty();
    }
  }

  @Test
  void aDamagedFileIsPutAsideAndNothingIsLost() throws Exception {
    Files.writeString(folder.resolve(History.FILE), "no database at all ".repeat(500));
    try (History history = History.start(folder, History.KEEP_BEATS, clock, Duration.ofMillis(5))) {
      beat(history, START);
      await().until(() -> Files.exists(folder.resolve(History.FILE + ".aside-1")));
      await().until(() -> history.trouble().isEmpty());
    }
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.ticks(SERVICE, "haos", START, at(1), 10)).hasSize(1);
    }
  }

  @Test
  void aRowThatMeansNothingIsDamageToo() throws Exception {
    try (History history = start()) {
      beat(history, START);
    }
    try (Connection database = Sqlite.writer(folder.resolve(History.FILE), false)) {
      Sqlite.run(database, "UPDATE heard SET beats = '[[1,0,nul'");
    }
    now = START.plusSeconds(300);
    try (History history = start()) {
      beat(history, at(301));
    }
    assertThat(folder.resolve(History.FILE + ".aside-1")).exists();
    try (HistoryLog log = HistoryLog.open(folder)) {
      assertThat(log.ticks(SERVICE, "haos", START, at(400), 10)).hasSize(1);
    }
  }

  @Test
  void aFileOfAnEarlierVersionIsBroughtUpToDateMeanwhileAndKeepsAllItHad() throws Exception {
    Path file = folder.resolve(History.FILE);
    long one = START.toEpochMilli();
    long two = one + 1;
    List<String> before =
        List.of(one + " 1 0 7 1", one + " 2 0 null 0", one + " 3 5 9 null", two + " 1 1 7 1");
    try (Connection database = Sqlite.writer(file, false)) {
      new Schema(HistorySchema.SCHEMA.scripts().subList(0, 3)).apply(database, file);
      Sqlite.run(database, "INSERT INTO source VALUES (1, 's', 'a'), (2, 's', 'b'), (3, 's', 'c')");
      for (String each : before) {
        Sqlite.run(database, "INSERT INTO beat VALUES (" + each.replace(' ', ',') + ")");
      }
    }
    List<HeartbeatTick> ticks;
    try (HistoryLog old = HistoryLog.open(folder)) {
      ticks = old.ticks("s", "a", Instant.EPOCH, Instant.MAX, 10);
      assertThat(ticks).hasSize(2);
      assertThat(HistorySchema.SCHEMA.isBehind(file)).isTrue();
      try (History history = start()) {
        beat(history, START.plusMillis(2));
        Awaitility.await().until(() -> !HistorySchema.SCHEMA.isBehind(file));
        assertThat(old.ticks("s", "a", Instant.EPOCH, Instant.MAX, 10)).isEqualTo(ticks);
      }
      assertThat(old.ticks(SERVICE, "haos", Instant.EPOCH, Instant.MAX, 10)).hasSize(1);
    }
    assertThat(
            rows(
                file,
                "SELECT at || ' ' || source || ' ' || gap || ' ' || coalesce(epoch, 'null') || ' '"
                    + " || coalesce(claim, 'null') FROM beat WHERE source < 4 ORDER BY at, source"))
        .isEqualTo(before);
    assertThat(rows(file, "SELECT typeof(source) FROM beat WHERE source = '2'"))
        .containsExactly("integer");
  }

  @Test
  void aFileForWhichThereIsNoRoomIsLeftAsItIsAndThatIsSaid() throws Exception {
    Path file = folder.resolve(History.FILE);
    try (Connection database = Sqlite.writer(file, false)) {
      new Schema(HistorySchema.SCHEMA.scripts().subList(0, 3)).apply(database, file);
    }
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(Files.getFileStore(folder).getUsableSpace() / 2);
    }
    try (History history = start()) {
      Awaitility.await().until(() -> history.trouble().isPresent());
      assertThat(history.trouble().orElseThrow())
          .contains("to update it")
          .contains("MB of free disk are needed")
          .endsWith("Make room.");
    }
    assertThat(HistorySchema.SCHEMA.isBehind(file)).isTrue();
    assertThat(folder.resolve(History.FILE + ".schema-3.part")).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenWaitsAndTheOldestIsDroppedAtLast() {
    SightingQueue queue = new SightingQueue(3);
    for (int second = 0; second < 5; second++) {
      queue.offer(List.of(sighting(second)));
    }
    assertThat(queue.dropped()).isEqualTo(2);
    List<Sighting> taken = queue.takeAll();
    assertThat(taken).containsExactly(sighting(2), sighting(3), sighting(4));
    queue.offer(List.of(sighting(5)));
    queue.putBack(taken);
    assertThat(queue.takeAll()).containsExactly(sighting(3), sighting(4), sighting(5));
    assertThat(queue.dropped()).isEqualTo(3);
  }

  private History start() {
    return History.start(folder, History.KEEP_BEATS, clock);
  }

  private static void beat(History history, Instant at) {
    history.heartbeat(SERVICE, "haos", at, OptionalLong.empty(), Optional.empty());
  }

  private static void probe(History history, int second, Verdict core, Verdict supervisor) {
    history.probes(
        SERVICE,
        "haos",
        at(second),
        Map.of(
            "core",
            new ProbeResult(core, "x", Duration.ZERO),
            "supervisor",
            new ProbeResult(supervisor, "y", Duration.ZERO)));
  }

  private static Sighting sighting(int second) {
    return new Sighting.Beat(SERVICE, "haos", at(second), OptionalLong.empty(), Optional.empty());
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static Map<Instant, Long> counts(List<HeartbeatBucket> buckets) {
    Map<Instant, Long> counts = new TreeMap<>();
    buckets.forEach(bucket -> counts.put(bucket.start(), bucket.count()));
    return counts;
  }
}
