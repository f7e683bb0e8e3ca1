package io.piha.alert.channel;

import io.piha.alert.rules.Message;
import io.piha.arbiter.Severity;

/**
 * A message as it is sent.
 *
 * @param id the same each time this message is sent, and no other's
 * @param thread the same for all messages of an incident, and no other's
 * @param site the site's name
 */
public record Parcel(String id, String thread, String site, Message message) {

  /** What it is about, in one line, for people. */
  public String headline() {
    return "[" + site + "] " + message.title().replaceAll("\\p{Cntrl}+", " ");
  }

  /** The word of its weight: {@code resolved} where it is over. */
  public String weight() {
    return message.resolved() ? "resolved" : message.severity().word();
  }

  boolean urgent() {
    return message.severity() == Severity.CRITICAL && !message.resolved();
  }
}
