package io.piha.console;

import io.piha.arbiter.MirrorView;
import io.piha.arbiter.StagedSnapshot;
import io.piha.engine.BootsView;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.OperationView;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.engine.UpkeepView;
import io.piha.engine.UpkeepView.ChoreView;
import io.piha.engine.UpkeepView.SyncView;
import io.piha.journal.Boot;
import io.piha.journal.BootTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pictures of the mirror and of the snapshots, in the states an operator meets. */
public final class Upkeeps {

  private static final Instant NOW = Estates.NOW;

  private Upkeeps() {}

  /** Three commits in their window, the oldest next. */
  public static Snapshot moving() {
    return with(
        Estates.calm(), mirror(3, "observation_window", "it has stood 19 h of 24 h", ""), none());
  }

  /** Boots were measured, and the wait in force is enough for them or not. */
  public static Snapshot booted(Duration wait) {
    List<Boot> boots =
        IntStream.of(41, 44, 39, 58, 43, 84, 40)
            .mapToObj(s -> new Boot(NOW, Boot.Cause.POWER_ON, Duration.ofSeconds(s)))
            .toList();
    BootTimes haos = BootTimes.of(boots);
    BootTimes standby =
        BootTimes.of(List.of(new Boot(NOW, Boot.Cause.RESTART, Duration.ofMillis(12_400))));
    Duration beat = Duration.ofSeconds(30);
    return Estates.calm()
        .withServices(
            List.of(
                Estates.calm()
                    .services()
                    .getFirst()
                    .with(
                        UpkeepView.NOTHING.with(
                            Map.of(
                                "haos", new BootsView(haos, wait, haos.recoveryWait(beat)),
                                "standby",
                                    new BootsView(standby, wait, standby.recoveryWait(beat)))))));
  }

  public static Snapshot newest() {
    return with(Estates.calm(), mirror(0, "", "", ""), none());
  }

  public static Snapshot frozen() {
    return with(
        Estates.frozen(),
        mirror(2, "frozen", "frozen by operator:alice: nothing is synced (S6)", ""),
        none());
  }

  /** A release is under suspicion and the incident holds the next. */
  public static Snapshot suspected() {
    return with(
        Estates.incident(),
        mirror(
            2,
            "incident",
            "incident 14 is open (S17)",
            "4f0c2a91d7 \"Move the heating to the new controller\" by Ann"),
        none());
  }

  /** Two hosts with snapshots, nothing under way. */
  public static Snapshot staged() {
    return with(Estates.calm(), mirror(0, "", "", ""), none());
  }

  /** A snapshot that is being pulled. */
  public static Snapshot pulling() {
    return with(
        Estates.calm(),
        mirror(0, "", "", ""),
        Optional.of(
            new ChoreView(
                "snapshot",
                "haos",
                "",
                "control",
                NOW.minusSeconds(97),
                "fetching the backup",
                612_000_000,
                1_430_000_000,
                List.of())));
  }

  /** A reinstall with its output. */
  public static Snapshot reinstalling() {
    return with(
        Estates.failedOver(),
        mirror(0, "", "", ""),
        Optional.of(
            new ChoreView(
                "reinstall",
                "haos",
                "",
                "operator:alice",
                NOW.minusSeconds(312),
                "writing the image: 61 %",
                0,
                -1,
                List.of(
                    "fetching haos_rpi5-64-18.3.img.xz",
                    "checksum is right",
                    "writing the image: 12 %",
                    "writing the image: 37 %",
                    "writing the image: 61 %"))));
  }

  private static Optional<ChoreView> none() {
    return Optional.empty();
  }

  private static Snapshot with(Snapshot of, SyncView sync, Optional<ChoreView> chore) {
    var upkeep =
        new UpkeepView(
            Optional.of(sync),
            List.of(
                snapshot(
                    "haos", 9, 1_432_700_000L, true, "46 members, encrypted; the key opens it"),
                snapshot(
                    "haos", 33, 1_431_900_000L, true, "46 members, encrypted; the key opens it"),
                snapshot(
                    "haos",
                    57,
                    1_429_100_000L,
                    false,
                    "46 members, encrypted; Core cannot try the key"),
                snapshot(
                    "standby", 10, 48_211_904L, true, "812 files, without home-assistant_v2.db")),
            List.of("haos", "standby"),
            List.of("haos"),
            chore);
    return with(of, each -> each.with(upkeep));
  }

  /** The same with a request that takes time, running or ended. */
  public static Snapshot with(Snapshot of, OperationView operation) {
    return with(
        of,
        each ->
            new ServiceView(
                each.name(),
                each.phase(),
                each.leader(),
                each.leadsSince(),
                each.epoch(),
                each.revision(),
                each.freeze(),
                each.why(),
                each.whySteps(),
                each.protectedNow(),
                each.unprotectedBecause(),
                each.next(),
                each.queue(),
                each.incident(),
                each.hosts(),
                Optional.of(operation),
                each.cyclesPerDay(),
                each.failoversLeft(),
                each.upkeep()));
  }

  private static Snapshot with(Snapshot of, UnaryOperator<ServiceView> change) {
    return new Snapshot(
        of.at(),
        of.control(),
        of.broker(),
        of.isolated(),
        of.services().stream().map(change).toList(),
        of.witnesses(),
        of.switches(),
        of.containers(),
        of.alertsPending(),
        of.alertsFailed(),
        of.lastAuditId(),
        of.latest(),
        Optional.empty());
  }

  private static StagedSnapshot snapshot(
      String host, int hours, long bytes, boolean verified, String note) {
    Instant at = NOW.minus(Duration.ofHours(hours));
    return new StagedSnapshot(
        host + "-" + at.toString().replaceAll("[-:]|\\.\\d+", ""),
        host,
        host.equals("haos") ? "haos" : "sftp",
        at,
        bytes,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        verified,
        note);
  }

  private static SyncView mirror(int behind, String held, String why, String rollback) {
    String[] subjects = {
      "Dim the hall at night", "Add the new thermostat", "Move the heating to the new controller"
    };
    List<MirrorView.Waiting> line =
        IntStream.range(0, behind)
            .mapToObj(
                i -> {
                  Instant arrived = NOW.minus(Duration.ofHours(2 + 8L * i + i));
                  Instant due = arrived.plus(Duration.ofHours(24));
                  double share = Duration.between(arrived, NOW).toMinutes() / (24 * 60.0);
                  return new MirrorView.Waiting(commit(i, subjects[i]), arrived, share, due);
                })
            .toList();
    MirrorView.Commit target = commit(9, "Set up the energy page");
    Optional<MirrorView.Waiting> oldest = line.stream().reduce((_, last) -> last);
    return new SyncView(
        new MirrorView(
            Optional.of(line.isEmpty() ? target : line.getFirst().commit()),
            Optional.of(target),
            oldest.map(MirrorView.Waiting::commit),
            false,
            held,
            why,
            oldest.map(MirrorView.Waiting::dueAt),
            behind,
            oldest.map(MirrorView.Waiting::arrivedAt),
            behind * 2,
            line,
            Optional.of(NOW.plusSeconds(13_200)),
            NOW.minusSeconds(4)),
        held.isEmpty() ? Optional.empty() : Optional.of(held),
        why,
        rollback.isEmpty() ? Optional.empty() : Optional.of(rollback),
        rollback.isEmpty()
            ? List.of()
            : Stream.concat(
                    line.stream().map(MirrorView.Waiting::commit).map(MirrorView.Commit::words),
                    Stream.of(rollback))
                .toList(),
        behind == 0 ? Optional.of(NOW.plusSeconds(1_980)) : Optional.empty());
  }

  private static MirrorView.Commit commit(int number, String subject) {
    return new MirrorView.Commit(
        "%d4f0c2a91d7be%d".formatted(number, number),
        number % 2 == 0 ? "Ann" : "Ben",
        subject,
        NOW);
  }
}
