package io.piha.console.frame;

import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import java.time.Duration;
import java.util.List;

/**
 * What has to stay the same for two pictures to differ in nothing that anybody waits for.
 *
 * @param calm nobody counts seconds: all services are as usual and every host is heard well in time
 * @param record the newest audit record
 * @param revisions of all services
 */
record Calm(boolean calm, long record, List<Long> revisions) {

  static final Calm NOT = new Calm(false, -1, List.of());

  /** From this part of its limit on a silence is watched second by second. */
  private static final int PART = 3;

  static Calm of(Snapshot picture) {
    return new Calm(
        picture.broker().connected()
            && !picture.isolated()
            && picture.services().stream().allMatch(Calm::isCalm),
        picture.lastAuditId(),
        picture.services().stream().map(ServiceView::revision).toList());
  }

  private static boolean isCalm(ServiceView service) {
    return service.phase().equals("normal")
        && service.incident().isEmpty()
        && service.next().isEmpty()
        && !service.freeze().frozen()
        && service.operation().filter(each -> each.state().equals("running")).isEmpty()
        && service.hosts().stream().allMatch(Calm::isInTime);
  }

  private static boolean isInTime(HostView host) {
    return host.sinceHeard().map(age -> within(age, host.timeout())).orElse(false);
  }

  private static boolean within(Duration age, Duration timeout) {
    return age.multipliedBy(PART).compareTo(timeout) <= 0;
  }
}
