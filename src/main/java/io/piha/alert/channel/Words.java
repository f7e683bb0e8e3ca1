package io.piha.alert.channel;

import io.piha.alert.rules.Message;
import io.piha.engine.Rfc3339;
import java.util.ArrayList;
import java.util.List;

/** What several formats write below a message. */
public final class Words {

  private Words() {}

  /** {@code warning · incident 14 · 2026-03-01T02:14:05.120Z}. */
  public static String footer(Parcel parcel) {
    Message message = parcel.message();
    List<String> parts = new ArrayList<>();
    parts.add(parcel.weight());
    if (message.incident() != null) {
      parts.add("incident " + message.incident());
    }
    if (message.host() != null) {
      parts.add(message.host());
    }
    parts.add(Rfc3339.text(message.at()));
    return String.join(" · ", parts);
  }
}
