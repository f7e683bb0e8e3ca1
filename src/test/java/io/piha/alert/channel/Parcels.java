package io.piha.alert.channel;

import io.piha.alert.rules.Message;
import io.piha.arbiter.Severity;
import java.time.Instant;

/** Parcels for tests; their texts try what each format must escape. */
public final class Parcels {
  static final String WICKED = "a<b>&\"c\" *x* _y_ `z` [l](u) @everyone\nsecond line ü 漢";

  private Parcels() {}

  public static Parcel of(String id, boolean first, Severity severity, boolean resolved) {
    return new Parcel(
        id,
        "nas-k3-i5",
        "home",
        new Message(
            "i5",
            first,
            14L,
            severity,
            resolved ? "resolved" : "leaderless",
            "home-assistant",
            "haos",
            Instant.parse("2026-03-01T02:14:05.120Z"),
            "home-assistant: nobody leads <script>",
            WICKED + "\nWhat to do: see `piha status`.",
            resolved));
  }

  public static Parcel of(String id) {
    return of(id, true, Severity.CRITICAL, false);
  }
}
