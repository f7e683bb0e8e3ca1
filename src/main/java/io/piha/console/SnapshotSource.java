package io.piha.console;

import io.piha.engine.Snapshot;
import java.util.function.Consumer;

/** Where the console's pictures come from. */
@FunctionalInterface
public interface SnapshotSource {

  /**
   * Calls the audience with the newest snapshot at once, on each change, and at least every second;
   * after three seconds without one the console says that its picture is stale. Any thread may
   * call; the audience never blocks.
   *
   * @return ends the subscription
   */
  AutoCloseable subscribe(Consumer<Snapshot> audience);
}
