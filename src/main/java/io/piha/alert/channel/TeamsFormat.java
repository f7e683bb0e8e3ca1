package io.piha.alert.channel;

import static io.piha.alert.rules.Message.cut;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Microsoft Teams through a Workflow: an adaptive card. Its 202 means that it was queued; whether
 * the flow then posts it, nobody is told.
 */
record TeamsFormat(String url) implements Format {

  @Override
  public String address() {
    return url;
  }

  @Override
  public Post post(Parcel parcel, Instant now) {
    List<Map<String, Object>> body = new ArrayList<>();
    body.add(
        block(
            parcel.headline(),
            Map.of("weight", "Bolder", "size", "Medium", "color", colour(parcel.weight()))));
    for (String line : cut(parcel.message().text(), 4_000).split("\n", 60)) {
      body.add(block(line, Map.of()));
    }
    body.add(block(Words.footer(parcel), Map.of("isSubtle", true, "size", "Small")));
    return Post.json(
        url,
        Map.of(
            "type",
            "message",
            "attachments",
            List.of(
                Map.of(
                    "contentType",
                    "application/vnd.microsoft.card.adaptive",
                    "content",
                    Map.of(
                        "$schema",
                        "http://adaptivecards.io/schemas/adaptive-card.json",
                        "type",
                        "AdaptiveCard",
                        "version",
                        "1.4",
                        "body",
                        body)))));
  }

  private static Map<String, Object> block(String text, Map<String, Object> looks) {
    Map<String, Object> block = new java.util.LinkedHashMap<>(looks);
    block.put("type", "TextBlock");
    block.put("wrap", true);
    block.put("text", escape(text));
    return block;
  }

  private static String colour(String weight) {
    return switch (weight) {
      case "resolved" -> "Good";
      case "critical" -> "Attention";
      case "warning" -> "Warning";
      default -> "Default";
    };
  }

  /** A card's text is a kind of Markdown. */
  private static String escape(String text) {
    return text.replaceAll("([\\\\*_\\[\\]])", "\\\\$1");
  }
}
