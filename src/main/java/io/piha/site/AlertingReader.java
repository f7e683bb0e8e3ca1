package io.piha.site;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code alerting}. */
final class AlertingReader {
  private static final Pattern HOURS =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");
  private static final Duration PING = Duration.ofMinutes(1);

  private AlertingReader() {}

  static Alerting read(Fields fields) {
    Alerting usual = Alerting.DEFAULT;
    Optional<ZoneId> zone = fields.take("zone").flatMap(AlertingReader::zone);
    Optional<Alerting.Quiet> quiet =
        fields
            .take("quiet_hours")
            .flatMap(each -> quiet(each, zone.orElseGet(ZoneId::systemDefault)));
    Duration escalate =
        fields.take("escalate_after").flatMap(Value::duration).orElse(usual.escalateAfter());
    Duration repeat =
        fields.take("repeat_every").flatMap(Value::duration).orElse(usual.repeatEvery());
    Optional<Duration> drills = fields.take("drill_every").flatMap(Value::duration);
    Optional<Alerting.Watchdog> watchdog =
        fields.section("watchdog").flatMap(AlertingReader::watchdog);
    fields.done();
    return new Alerting(quiet, escalate, repeat, drills, watchdog);
  }

  private static Optional<Alerting.Watchdog> watchdog(Fields fields) {
    Optional<SecretText> url =
        fields.require("url", "write the address to call").flatMap(Addresses::web);
    Duration every = fields.take("every").flatMap(Value::duration).orElse(PING);
    Trust trust = TlsReader.trust(fields);
    fields.done();
    return url.map(each -> new Alerting.Watchdog(Addresses.hidden(each), every, trust));
  }

  private static Optional<ZoneId> zone(Value value) {
    Optional<String> text = value.text();
    try {
      return text.map(ZoneId::of);
    } catch (DateTimeException e) {
      value.error(
          Words.quote(value.raw()) + " is no time zone", "write one such as Europe/Madrid or UTC");
      return Optional.empty();
    }
  }

  private static Optional<Alerting.Quiet> quiet(Value value, ZoneId zone) {
    Optional<String> text = value.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher hours = HOURS.matcher(text.get());
    if (!hours.matches()) {
      value.error(
          Words.quote(value.raw()) + " are no hours", "write two times, such as \"22:30-07:00\"");
      return Optional.empty();
    }
    LocalTime from = time(hours, 1);
    LocalTime to = time(hours, 3);
    if (from.equals(to)) {
      value.error("begin when they end", "leave the key out for no quiet hours");
      return Optional.empty();
    }
    return Optional.of(new Alerting.Quiet(from, to, zone));
  }

  private static LocalTime time(Matcher hours, int group) {
    return LocalTime.of(
        Integer.parseInt(hours.group(group)), Integer.parseInt(hours.group(group + 1)));
  }
}
