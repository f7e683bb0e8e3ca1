package io.piha.alert.channel;

import static io.piha.alert.rules.Message.cut;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Slack's incoming webhooks: {@code text} is what notifications show, {@code blocks} what the
 * channel shows. Header ≤ 150 characters, section ≤ 3000.
 */
record SlackFormat(String url) implements Format {

  @Override
  public String address() {
    return url;
  }

  @Override
  public Post post(Parcel parcel, Instant now) {
    String title = signOf(parcel) + " " + parcel.headline();
    return Post.json(
        url,
        Map.of(
            "text",
            escape(title),
            "blocks",
            List.of(
                Map.of(
                    "type",
                    "header",
                    "text",
                    Map.of("type", "plain_text", "emoji", true, "text", cut(title, 150))),
                Map.of(
                    "type",
                    "section",
                    "text",
                    Map.of("type", "mrkdwn", "text", cut(escape(parcel.message().text()), 2_990))),
                Map.of(
                    "type",
                    "context",
                    "elements",
                    List.of(
                        Map.of(
                            "type",
                            "mrkdwn",
                            "text",
                            cut(escape(Words.footer(parcel)), 1_000)))))));
  }

  static String signOf(Parcel parcel) {
    return switch (parcel.weight()) {
      case "resolved" -> ":white_check_mark:";
      case "critical" -> ":rotating_light:";
      case "warning" -> ":warning:";
      default -> ":information_source:";
    };
  }

  /** The three characters that mean something to Slack. */
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Slack says {@code ok}; anything else with 200 is a page of somebody else's. */
  @Override
  public Receipt judge(Answer answer) {
    return answer.success() && !answer.body().strip().equals("ok")
        ? new Receipt.Never("answered 200 but not ok" + Answers.said(answer.body()))
        : Answers.usual(answer);
  }
}
