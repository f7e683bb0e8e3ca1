package io.piha.leadership;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/** How much of a stranger's text is read at all; lengths in characters, payloads in bytes. */
final class Limits {
  static final int PAYLOAD = 64 * 1024;
  static final int HEARTBEAT = 4 * 1024;
  static final int STATUS = 4 * 1024 * 1024;
  static final int HOST = 128;
  static final int WORD = 64;
  static final int ID = 128;
  static final int REASON = 2_000;
  static final int DEPTH = 16;

  /** Highest epoch that is read: beyond it, a double no longer tells neighbours apart. */
  static final long EPOCH = (1L << 53) - 1;

  private Limits() {}

  /** A JSON factory that keeps to the limits and refuses a field that is named twice. */
  static JsonFactory json() {
    return limited().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  /**
   * One that keeps to the limits, for whoever reads often on one thread and looks itself whether a
   * field is named twice: what a parser needs is kept for the next one there.
   */
  static JsonFactory busyJson() {
    return limited().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();
  }

  private static JsonFactoryBuilder limited() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxStringLength(PAYLOAD)
                .maxNumberLength(64)
                .maxNameLength(1024)
                .build());
  }
}
