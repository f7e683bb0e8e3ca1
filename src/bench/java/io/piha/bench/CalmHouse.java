package io.piha.bench;

import io.piha.console.Estates;
import io.piha.engine.Pictures;
import io.piha.engine.Snapshot;
import io.piha.testing.TwoHosts;
import io.piha.world.Stage;
import java.time.Duration;

/**
 * A simulated house of two hosts in which nothing happens but heartbeats and probes, as the engine
 * shows it: also its sentences name ages, which grow.
 */
final class CalmHouse {

  private final Stage stage =
      Stage.healthy(TwoHosts.HOUSE, TwoHosts.SERVICE, Duration.ofSeconds(40));

  /** What the engine would show a second later. */
  Snapshot next() {
    stage.pass(Duration.ofSeconds(1));
    return Pictures.site(
        stage.state(), Estates.calm().control(), stage.now(), stage.now(), Estates.calm().latest());
  }
}
