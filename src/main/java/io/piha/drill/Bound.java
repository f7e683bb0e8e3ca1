package io.piha.drill;

import io.piha.arbiter.GuardPolicy;
import io.piha.arbiter.Timing;
import io.piha.site.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time as a scenario writes it: a sum of settings and durations, each with a factor where
 * it counts more than once, such as {@code heartbeat_timeout + 2 * probe_timeout + 5s}.
 *
 * @param text as written
 */
public record Bound(String text, List<Term> terms) {

  private static final int LONGEST = 200;
  private static final int MOST_TERMS = 12;
  private static final Pattern TERM =
      Pattern.compile("\\s*(?:([0-9]{1,3})\\s*\\*\\s*)?([a-z_]{1,40}|[0-9]{1,9}(?:ms|s|m|h))\\s*");

  private static final Map<String, Function<Scale, Duration>> SETTINGS = settings();

  public Bound {
    terms = List.copyOf(terms);
  }

  /** One summand: a setting's name or a duration, so many times. */
  public record Term(int factor, String what) {}

  /**
   * What the settings of today are.
   *
   * @param switchDeadline how long the switch may take for a command
   * @param boot how long a host takes to boot
   */
  public record Scale(Timing timing, GuardPolicy guard, Duration switchDeadline, Duration boot) {}

  private static Map<String, Function<Scale, Duration>> settings() {
    Map<String, Function<Scale, Duration>> known = new TreeMap<>();
    known.put("heartbeat_every", scale -> scale.timing().heartbeatEvery());
    known.put("heartbeat_timeout", scale -> scale.timing().heartbeatTimeout());
    known.put("probe_every", scale -> scale.timing().probeEvery());
    known.put("probe_timeout", scale -> scale.timing().probeTimeout());
    known.put("recovery_wait", scale -> scale.timing().recoveryWait());
    known.put("fence_proof", scale -> scale.timing().fenceProof());
    known.put("order_ack_timeout", scale -> scale.timing().orderAckTimeout());
    known.put("failback_timeout", scale -> scale.timing().failbackTimeout());
    known.put("partial_grace", scale -> scale.timing().partialGrace());
    known.put("off_time", scale -> scale.guard().offTime());
    known.put("switch_deadline", Scale::switchDeadline);
    known.put("boot", Scale::boot);
    return known;
  }

  /**
   * Reads a span.
   *
   * @throws IllegalArgumentException when it is none; the message says what is wrong, in words
   */
  public static Bound parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a span has at most " + LONGEST + " characters");
    }
    List<Term> terms = new ArrayList<>();
    for (String part : text.split("\\+", MOST_TERMS + 1)) {
      Matcher matcher = TERM.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'" + part.strip() + "' is no span; write one such as heartbeat_timeout + 5s");
      }
      String what = matcher.group(2);
      if (!SETTINGS.containsKey(what) && Durations.parse(what).isEmpty()) {
        throw new IllegalArgumentException(
            "'" + what + "' is no setting; known are " + String.join(", ", SETTINGS.keySet()));
      }
      String factor = Optional.ofNullable(matcher.group(1)).orElse("1");
      terms.add(new Term(Integer.parseInt(factor), what));
    }
    return new Bound(text.strip(), terms);
  }

  /** How long that is with the settings of today. */
  public Duration in(Scale scale) {
    Duration sum = Duration.ZERO;
    for (Term each : terms) {
      Function<Scale, Duration> setting = SETTINGS.get(each.what());
      Duration one =
          setting == null
              ? Durations.parse(each.what()).orElse(Duration.ZERO)
              : setting.apply(scale);
      sum = sum.plus(one.multipliedBy(each.factor()));
    }
    return sum;
  }
}
