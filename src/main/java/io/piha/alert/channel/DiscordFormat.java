package io.piha.alert.channel;

import static io.piha.alert.rules.Message.cut;

import io.piha.engine.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Discord's webhooks. Nobody is pinged by a name that happens to look like a mention. Title ≤ 256,
 * description ≤ 4096, the whole embed ≤ 6000 characters.
 */
record DiscordFormat(String url) implements Format {

  @Override
  public String address() {
    return url;
  }

  @Override
  public Post post(Parcel parcel, Instant now) {
    String target = url.contains("?") ? url + "&wait=true" : url + "?wait=true";
    return Post.json(
        target,
        Map.of(
            "username",
            "PiHA",
            "allowed_mentions",
            Map.of("parse", List.of()),
            "embeds",
            List.of(
                Map.of(
                    "title",
                    cut(escape(parcel.headline()), 256),
                    "description",
                    cut(escape(parcel.message().text()), 4_000),
                    "color",
                    colour(parcel.weight()),
                    "footer",
                    Map.of("text", cut(Words.footer(parcel), 1_000)),
                    "timestamp",
                    Rfc3339.text(parcel.message().at())))));
  }

  @Override
  public Optional<Look> look() {
    return Optional.of(new Look(url.replaceAll("[?#].*$", ""), Map.of()));
  }

  private static int colour(String weight) {
    return switch (weight) {
      case "resolved" -> 0x2DA44E;
      case "critical" -> 0xCF222E;
      case "warning" -> 0xBF8700;
      default -> 0x6E7781;
    };
  }

  private static String escape(String text) {
    return text.replaceAll("([\\\\*_~|>#\\[])", "\\\\$1");
  }

  @Override
  public Receipt judge(Answer answer) {
    return answer.code() == 429
        ? Answers.refusal(answer, Answers.wait(Answers.json(answer.body()).path("retry_after")))
        : Answers.usual(answer);
  }
}
