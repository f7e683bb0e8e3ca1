package io.piha.console.dialog;

import io.piha.console.kit.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a freeze ends by itself. Bounded first: a forgotten freeze is the commonest wound. */
public enum Until {
  ONE_HOUR("until.1h"),
  FOUR_HOURS("until.4h"),
  ONE_DAY("until.24h"),
  MONDAY("until.monday"),
  OPEN("until.open");

  private final String key;

  Until(String key) {
    this.key = key;
  }

  /** The message key of the choice. */
  public String key() {
    return key;
  }

  /** How long that is from now; empty for no end. */
  Optional<Duration> from(Instant now, Words words) {
    return switch (this) {
      case ONE_HOUR -> Optional.of(Duration.ofHours(1));
      case FOUR_HOURS -> Optional.of(Duration.ofHours(4));
      case ONE_DAY -> Optional.of(Duration.ofDays(1));
      case MONDAY -> Optional.of(words.untilMonday(now, 8));
      case OPEN -> Optional.empty();
    };
  }
}
