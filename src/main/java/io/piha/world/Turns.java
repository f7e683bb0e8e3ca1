package io.piha.world;

/** How often something turned while time stood still. */
final class Turns {

  /** More than this is a livelock. */
  private static final int LIMIT = 2_000;

  private long at = -1;
  private int count;

  /** One more; true when there seems to be no end of them. */
  boolean isEndlessAt(long now) {
    if (at != now) {
      at = now;
      count = 0;
    }
    count++;
    return count > LIMIT;
  }
}
