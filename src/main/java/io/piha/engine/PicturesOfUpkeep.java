package io.piha.engine;

import io.piha.arbiter.Chore;
import io.piha.arbiter.HostPolicy;
import io.piha.arbiter.Outlook;
import io.piha.arbiter.Release;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.StagedSnapshot;
import io.piha.arbiter.Suspicion;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what the mirror and the snapshots told into their part of the picture. */
final class PicturesOfUpkeep {

  private PicturesOfUpkeep() {}

  static UpkeepView of(Outlook.Care care, ServiceState service, Duration shift) {
    List<HostPolicy> hosts = service.policy().hosts();
    return new UpkeepView(
        Optional.ofNullable(care.upkeep().mirror())
            .map(
                seen ->
                    new UpkeepView.SyncView(
                        seen.shifted(shift),
                        care.hold().map(Outlook.Hold::word),
                        care.hold().map(Outlook.Hold::why).orElse(""),
                        care.rollback().map(Release::words),
                        care.suspects().stream().map(Suspicion.Named::words).toList(),
                        care.settlesAt().map(at -> at.plus(shift)))),
        care.upkeep().staged().values().stream()
            .flatMap(List::stream)
            .map(each -> each.shifted(shift))
            .sorted(Comparator.comparing(StagedSnapshot::takenAt).reversed())
            .toList(),
        hosts.stream()
            .filter(each -> each.upkeep().snapshotEvery().isPresent())
            .map(HostPolicy::name)
            .toList(),
        hosts.stream()
            .filter(each -> each.upkeep().reinstall().isPresent())
            .map(HostPolicy::name)
            .toList(),
        care.chore().map(each -> chore(each, care.upkeep().progress(), shift)));
  }

  private static UpkeepView.ChoreView chore(
      Chore chore, Chore.@Nullable Progress progress, Duration shift) {
    Chore.Progress told =
        progress != null && progress.choreId().equals(chore.id())
            ? progress
            : new Chore.Progress(chore.id(), "begun", 0, -1, List.of());
    return new UpkeepView.ChoreView(
        chore.command().word(),
        chore.host(),
        chore.subject(),
        chore.by(),
        chore.since().plus(shift),
        told.text(),
        told.bytes(),
        told.total(),
        told.lines());
  }
}
