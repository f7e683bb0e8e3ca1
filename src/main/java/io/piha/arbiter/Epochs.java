package io.piha.arbiter;

import java.util.OptionalLong;

/**
 * Epochs that others tell. Each is counted on from, and JSON readers keep none beyond 2^53-1: one
 * so near that end that nobody could be ordered above it for long is nobody's word.
 */
final class Epochs {

  /** A million orders have room above it. */
  private static final long MOST = (1L << 53) - 1 - 1_000_000;

  private Epochs() {}

  /** The epoch, or none where it is nonsense, which is counted. */
  static OptionalLong sensible(Desk desk, String host, OptionalLong told) {
    if (told.isPresent() && isNonsense(desk, told.getAsLong())) {
      desk.countUnknown("epoch near the end of all, told of " + host);
      return OptionalLong.empty();
    }
    return told;
  }

  /** Whether nobody may be ordered above it; what we gave ourselves may be repeated. */
  static boolean isNonsense(Desk desk, long epoch) {
    return epoch > MOST && epoch > desk.highest;
  }
}
