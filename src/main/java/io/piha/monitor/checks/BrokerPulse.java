package io.piha.monitor.checks;

import io.piha.engine.CheckView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How old the broker's last word of its own uptime is ({@code $SYS/broker/uptime}, as Mosquitto
 * publishes it every ten seconds). A broker that carries messages and no longer tells its uptime is
 * about to hang; one that counts from zero again has lost what was not kept.
 */
public final class BrokerPulse {
  /** Mosquitto's {@code sys_interval} is ten seconds; people set it to a minute. */
  private static final Duration OVERDUE = Duration.ofMinutes(3);

  /** A restart is worth a word for this long. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private @Nullable Instant heardAt;
  private @Nullable Duration uptime;
  private @Nullable Instant restartedAt;

  /**
   * It told its uptime.
   *
   * @param replayed kept by the broker from before, so its age is not known
   */
  public synchronized void told(Duration told, boolean replayed, Instant now) {
    Duration before = uptime;
    if (before != null && told.compareTo(before) < 0) {
      restartedAt = now.minus(told);
    }
    uptime = told;
    if (!replayed) {
      heardAt = now;
    }
  }

  /** The row; empty while the broker has told nothing, as not every broker does. */
  synchronized Optional<CheckView> row(Instant now) {
    Duration up = uptime;
    Instant heard = heardAt;
    if (up == null || heard == null) {
      return Optional.empty();
    }
    Duration age = Duration.between(heard, now);
    String said = "up " + words(up.plus(age)) + ", " + words(age) + " ago";
    if (age.compareTo(OVERDUE) > 0) {
      return Optional.of(
          new CheckView(
              "broker",
              "uptime",
              "not told for " + words(age) + "; it was up " + words(up) + " then",
              CheckView.Level.NOTICE,
              "look whether the broker hangs, or its sys_interval was changed"));
    }
    Instant restarted = restartedAt;
    boolean young = restarted != null && restarted.plus(YOUNG).isAfter(now);
    return Optional.of(CheckView.quiet("broker", "uptime", young ? said + "; restarted" : said));
  }

  static String words(Duration span) {
    long seconds = span.toSeconds();
    return seconds < 120
        ? seconds + " s"
        : seconds < 7200
            ? seconds / 60 + " min"
            : seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }
}
