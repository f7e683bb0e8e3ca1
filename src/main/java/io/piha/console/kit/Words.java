package io.piha.console.kit;

import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/** The console's texts in the operator's language, and times in the operator's zone. */
public final class Words {

  /** How audit records name people. */
  private static final String OPERATOR = "operator:";

  private static final String BUNDLE = "io.piha.console.messages";
  private static final String CLOCK = "HH:mm:ss";
  private static final String DAY = "d MMM HH:mm";

  private final ResourceBundle bundle;
  private final Locale locale;
  private final ZoneId zone;
  // What is said each second is read once.
  private final Map<String, MessageFormat> patterns = new ConcurrentHashMap<>();
  private final Map<String, DateTimeFormatter> clocks = new ConcurrentHashMap<>();

  public Words(Locale locale, ZoneId zone) {
    this.bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    this.locale = locale;
    this.zone = zone;
  }

  /** The text of a key, with {@code {0}} … filled in. */
  public String say(String key, Object... values) {
    if (values.length == 0) {
      return bundle.getString(key);
    }
    var pattern =
        patterns.computeIfAbsent(key, each -> new MessageFormat(bundle.getString(each), locale));
    synchronized (pattern) {
      return pattern.format(values);
    }
  }

  /** The text of a key, or the given word where the key is unknown. */
  public String sayOr(String key, String word) {
    return bundle.containsKey(key) ? bundle.getString(key) : word;
  }

  /** The text of a key, with {@code {0}} … filled in, where the key is known. */
  public Optional<String> find(String key, Object... values) {
    return bundle.containsKey(key) ? Optional.of(say(key, values)) : Optional.empty();
  }

  /** One of two texts, by number. */
  public String count(long number, String one, String many) {
    return number == 1 ? say(one, number) : say(many, number);
  }

  /** A figure with one decimal: {@code 5.2}, or {@code 5,2} where these texts are Spanish. */
  public String tenths(double figure) {
    return String.format(figures(), "%.1f", figure);
  }

  /** {@code 38 ms} or {@code 1.2 s}. */
  public String took(Duration span) {
    long millis = span.toMillis();
    return millis < 1000 ? millis + " ms" : tenths(millis / 1000.0) + " s";
  }

  /** {@code 1:34.0}: for what is measured finer than it is watched. */
  public String stopwatch(Duration span) {
    return Spans.clock(span) + point() + span.toMillisPart() / 100;
  }

  /** What stands before the decimals. */
  public char point() {
    return DecimalFormatSymbols.getInstance(figures()).getDecimalSeparator();
  }

  /** How figures are written: as in the language of the texts, and in its region where known. */
  public Locale figures() {
    Locale said = bundle.getLocale();
    return said.getLanguage().equals(locale.getLanguage()) ? locale : said;
  }

  /** Who acted, as people call each other; {@code control} and the like stay as they are. */
  public static String person(String author) {
    return author.startsWith(OPERATOR) ? author.substring(OPERATOR.length()) : author;
  }

  /** A moment on the operator's clock: the time today, else day and time. */
  public String moment(Instant moment, Instant now) {
    var day = moment.atZone(zone).toLocalDate();
    var today = now.atZone(zone).toLocalDate();
    return format(moment, day.equals(today) ? CLOCK : DAY);
  }

  /** A moment as time of day with seconds. */
  public String clock(Instant moment) {
    return format(moment, CLOCK);
  }

  /** A moment with its day, for records of any age. */
  public String stamp(Instant moment) {
    return format(moment, "yyyy-MM-dd HH:mm:ss");
  }

  /** A round moment on an axis, as finely as the axis is divided. */
  public String axis(Instant moment, Duration step) {
    if (step.toMinutes() < 1) {
      return format(moment, CLOCK);
    }
    if (step.toDays() < 1) {
      boolean midnight = format(moment, "HH:mm").equals("00:00");
      return format(moment, midnight ? "d MMM" : "HH:mm");
    }
    return format(moment, step.toDays() < 28 ? "d MMM" : "MMM yyyy");
  }

  /** The operator's zone. */
  public ZoneId zone() {
    return zone;
  }

  /** The next moment at which the operator's clock shows the hour of a Monday. */
  public Duration untilMonday(Instant now, int hour) {
    var local = now.atZone(zone);
    int days = Math.floorMod(1 - local.getDayOfWeek().getValue(), 7);
    var monday = local.toLocalDate().plusDays(days).atTime(hour, 0).atZone(zone);
    return Duration.between(
        now, monday.isAfter(local) ? monday.toInstant() : monday.plusDays(7).toInstant());
  }

  /** The bundle itself, for FXML. */
  public ResourceBundle bundle() {
    return bundle;
  }

  private String format(Instant moment, String pattern) {
    return clocks
        .computeIfAbsent(pattern, each -> DateTimeFormatter.ofPattern(each, locale))
        .format(moment.atZone(zone));
  }
}
