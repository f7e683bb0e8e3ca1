package io.piha.alert.rules;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A time of the day, each day, in which people sleep.
 *
 * @param from when it begins
 * @param to when it ends; before {@code from} it means the next morning
 * @param zone whose clock is meant
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {

  /** Whether it is quiet at this time. */
  public boolean contains(Instant at) {
    LocalTime time = at.atZone(zone).toLocalTime();
    boolean overnight = to.isBefore(from);
    return overnight
        ? !time.isBefore(from) || time.isBefore(to)
        : !time.isBefore(from) && time.isBefore(to);
  }

  /** When the quiet ends that holds at this time. A change of the clocks moves it, as it should. */
  public Instant endAfter(Instant at) {
    ZonedDateTime now = at.atZone(zone);
    ZonedDateTime end = now.with(to);
    return (end.isAfter(now) ? end : now.plusDays(1).with(to)).toInstant();
  }
}
