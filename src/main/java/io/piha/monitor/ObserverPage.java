package io.piha.monitor;

import java.util.Locale;

/**
 * The observer's page (port 4357 of a Home Assistant OS). It comes with status 200 for nearly every
 * path and also when the Supervisor is dead; only its row "Supervisor:" tells.
 */
final class ObserverPage {
  /** Where a row's cell ends at the latest. */
  private static final int NEAR = 1000;

  private ObserverPage() {}

  static Finding judge(String html) {
    String page = beforeTheLog(html);
    return switch (row(page, "Supervisor:")) {
      case "connected" -> Finding.up("Supervisor connected" + health(page));
      case "disconnected" -> Finding.down("Supervisor disconnected");
      default -> Finding.down("the page does not say that the Supervisor is connected");
    };
  }

  private static String health(String page) {
    return row(page, "Health:").equals("unhealthy") ? ", unhealthy" : "";
  }

  /** The page ends in the Supervisor's log, which may say anything. */
  private static String beforeTheLog(String html) {
    int log = html.indexOf("<pre");
    return log < 0 ? html : html.substring(0, log);
  }

  /** The first word of the text that follows a label, lower case; empty without the label. */
  private static String row(String page, String label) {
    int at = page.indexOf(label);
    if (at < 0) {
      return "";
    }
    int from = at + label.length();
    String near = page.substring(from, Math.min(page.length(), from + NEAR));
    StringBuilder word = new StringBuilder();
    boolean inTag = false;
    for (int i = 0; i < near.length(); i++) {
      char each = near.charAt(i);
      if (each == '<') {
        inTag = true;
      }
      boolean letter = !inTag && Character.isLetter(each);
      if (letter) {
        word.append(each);
      } else if (!word.isEmpty()) {
        break;
      }
      if (each == '>') {
        inTag = false;
      }
    }
    return word.toString().toLowerCase(Locale.ROOT);
  }
}
