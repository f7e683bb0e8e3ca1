package io.piha.engine;

import io.piha.arbiter.MirrorView;
import io.piha.arbiter.StagedSnapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What keeps the standby worth promoting and a dead host replaceable, in wall time.
 *
 * @param sync the Git mirror; empty where none is configured or it has not looked yet
 * @param snapshots all that are staged, newest first
 * @param saved hosts of which snapshots are pulled
 * @param reinstalls hosts that have a scripted reinstall
 * @param chore the snapshot, restore or reinstall that is under way
 * @param boots how long hosts take to boot, by host; only those that were measured
 */
public record UpkeepView(
    Optional<SyncView> sync,
    List<StagedSnapshot> snapshots,
    List<String> saved,
    List<String> reinstalls,
    Optional<ChoreView> chore,
    Map<String, BootsView> boots) {

  /** Nothing is configured. */
  public static final UpkeepView NOTHING =
      new UpkeepView(Optional.empty(), List.of(), List.of(), List.of(), Optional.empty());

  public UpkeepView {
    snapshots = List.copyOf(snapshots);
    saved = List.copyOf(saved);
    reinstalls = List.copyOf(reinstalls);
    boots = Collections.unmodifiableMap(new LinkedHashMap<>(boots));
  }

  /** One of which no boot was measured. */
  public UpkeepView(
      Optional<SyncView> sync,
      List<StagedSnapshot> snapshots,
      List<String> saved,
      List<String> reinstalls,
      Optional<ChoreView> chore) {
    this(sync, snapshots, saved, reinstalls, chore, Map.of());
  }

  /** The same with these measured boots. */
  public UpkeepView with(Map<String, BootsView> measured) {
    return new UpkeepView(sync, snapshots, saved, reinstalls, chore, measured);
  }

  /**
   * The mirror.
   *
   * @param heldBy what holds the next release now, as a word; empty when nothing does
   * @param heldWhy the same as a sentence
   * @param rollback the release that may be taken back, in words; empty when none is offered
   * @param suspects the commits that the last incident put under suspicion, in words
   * @param settlesAt until when an incident would be laid at the last release's door
   */
  public record SyncView(
      MirrorView seen,
      Optional<String> heldBy,
      String heldWhy,
      Optional<String> rollback,
      List<String> suspects,
      Optional<Instant> settlesAt) {

    public SyncView {
      suspects = List.copyOf(suspects);
    }
  }

  /**
   * What is done to a host.
   *
   * @param action snapshot, restore or reinstall
   * @param total negative when it is not known
   * @param lines the newest lines of output, oldest first
   */
  public record ChoreView(
      String action,
      String host,
      String subject,
      String by,
      Instant since,
      String text,
      long bytes,
      long total,
      List<String> lines) {}
}
