package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import io.piha.demo.DemoEstate;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.ServiceView;
import io.piha.site.Site;
import io.piha.testing.Sites;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window over somebody else's control plane: on the same machine, and only over the broker. */
class ObservingTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path elsewhere;

  @Test
  void itsPicturesAreSeenAndRequestsReachIt() throws Exception {
    try (DemoEstate estate = DemoEstate.start(10, Clock.systemUTC())) {
      Site site = Sites.valid(estate.configText(), estate.folder());
      assertThat(Observing.isHere(site)).isFalse();
      try (Supervision supervision = Supervision.take(site, Optional.empty(), Map.of(), _ -> {})) {
        ControlPlane control = supervision.activate();
        assertThat(Observing.isHere(site)).isTrue();
        observe(site, true);
        String far =
            estate
                .configText()
                .replaceAll("(?m)^data_dir:.*$", "data_dir: " + elsewhere)
                .replaceAll("(?m)^log_dir:.*$", "log_dir: " + elsewhere);
        Site onlyBroker = Sites.valid(far, estate.folder());
        assertThat(Observing.anotherIsActive(onlyBroker, _ -> false, _ -> {})).isTrue();
        assertThat(
                Observing.anotherIsActive(
                    onlyBroker,
                    each -> each.id().equals(control.engine().snapshot().control().id()),
                    _ -> {}))
            .isFalse();
        observe(onlyBroker, false);
      }
    }
  }

  /** Also what the mirror saw is told, and which hosts are saved. */
  private static boolean mirrors(Snapshot picture) {
    return picture.services().stream()
        .map(ServiceView::upkeep)
        .anyMatch(each -> each.sync().flatMap(sync -> sync.seen().source()).isPresent());
  }

  private static void observe(Site site, boolean records) throws Exception {
    List<Snapshot> seen = new CopyOnWriteArrayList<>();
    try (Observing observing = new Observing(site);
        AutoCloseable watch = observing.source().subscribe(seen::add)) {
      assertThat(watch).isNotNull();
      Awaitility.await().atMost(PATIENCE).until(() -> !seen.isEmpty() && mirrors(seen.getLast()));
      assertThat(seen.getLast().control().role()).isEqualTo("active");
      assertThat(seen.getLast().latest().isEmpty()).isEqualTo(!records);
      var answer =
          observing
              .asker("alice")
              .ask(
                  Request.of(
                      UUID.randomUUID().toString(),
                      DemoEstate.SERVICE,
                      Command.DEMOTE,
                      "nobody",
                      "operator:alice",
                      "to hear an answer"))
              .get(1, TimeUnit.MINUTES);
      assertThat(answer.accepted()).isFalse();
      assertThat(answer.why()).isNotBlank();
    }
  }
}
