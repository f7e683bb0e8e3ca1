package io.piha.alert.channel;

import java.time.Duration;
import java.util.Optional;

/** What came of sending. */
public sealed interface Receipt {

  /** Why it was not taken; empty when it was. */
  default Optional<String> trouble() {
    return switch (this) {
      case Taken _ -> Optional.empty();
      case Later later -> Optional.of(later.why());
      case Never never -> Optional.of(never.why());
    };
  }

  /** The receiver has it. */
  record Taken() implements Receipt {}

  /**
   * Not now; the same may be taken later.
   *
   * @param why a sentence for people
   * @param after how long the receiver wants to be left alone
   */
  record Later(String why, Optional<Duration> after) implements Receipt {
    /** Without a wish of the receiver. */
    public Later(String why) {
      this(why, Optional.empty());
    }
  }

  /** This will never be taken. */
  record Never(String why) implements Receipt {}
}
