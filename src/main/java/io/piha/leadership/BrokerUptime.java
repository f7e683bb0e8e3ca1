package io.piha.leadership;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What brokers say on {@code $SYS/broker/uptime}: {@code 1234 seconds} (Mosquitto), or a number.
 */
final class BrokerUptime {
  private static final int LONGEST = 64;
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,10})(?: seconds?)?");

  private BrokerUptime() {}

  /** Empty when it is nothing of the kind; then the broker tells it in a way of its own. */
  static Optional<Duration> read(byte[] payload) {
    if (payload.length > LONGEST) {
      return Optional.empty();
    }
    Matcher said = SECONDS.matcher(new String(payload, StandardCharsets.UTF_8).strip());
    return said.matches()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(said.group(1))))
        : Optional.empty();
  }
}
