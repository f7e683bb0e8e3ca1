package io.piha.alert.channel;

import static io.piha.alert.rules.Message.cut;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Telegram's {@code sendMessage}. The address is {@code https://api.telegram.org/botTOKEN}. A text
 * has at most 4096 characters.
 */
record TelegramFormat(String url, String chat) implements Format {

  @Override
  public String address() {
    return url;
  }

  @Override
  public Post post(Parcel parcel, Instant now) {
    return post(
        parcel,
        chat,
        "<b>"
            + escape(parcel.headline())
            + "</b>\n"
            + escape(cut(parcel.message().text(), 2_500))
            + "\n<i>"
            + escape(Words.footer(parcel))
            + "</i>",
        true);
  }

  private Post post(Parcel parcel, String to, String text, boolean html) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chat_id", to);
    fields.put("text", text);
    if (html) {
      fields.put("parse_mode", "HTML");
    }
    fields.put("disable_notification", !parcel.urgent() && !parcel.weight().equals("warning"));
    fields.put("link_preview_options", Map.of("is_disabled", true));
    return Post.json(bot() + "/sendMessage", fields);
  }

  private String bot() {
    return url.replaceAll("/+$", "").replaceAll("/sendMessage$", "");
  }

  @Override
  public Optional<Look> look() {
    String named = URLEncoder.encode(chat, StandardCharsets.UTF_8);
    return Optional.of(new Look(bot() + "/getChat?chat_id=" + named, Map.of()));
  }

  /** Plain text where the marked-up one was not understood; the new chat where it has moved. */
  @Override
  public Optional<Post> instead(Parcel parcel, Answer answer) {
    JsonNode json = Answers.json(answer.body());
    JsonNode moved = json.path("parameters").path("migrate_to_chat_id");
    boolean misread =
        answer.code() == 400 && json.path("description").asString("").contains("parse entities");
    if (!misread && moved.isMissingNode()) {
      return Optional.empty();
    }
    String to = moved.isMissingNode() ? chat : moved.asString(chat);
    String plain =
        parcel.headline()
            + "\n"
            + cut(parcel.message().text(), 3_500)
            + "\n"
            + Words.footer(parcel);
    return Optional.of(post(parcel, to, plain, false));
  }

  @Override
  public Receipt judge(Answer answer) {
    JsonNode json = Answers.json(answer.body());
    if (answer.success()) {
      return json.path("ok").asBoolean(false)
          ? new Receipt.Taken()
          : new Receipt.Never("answered 200 but not ok" + Answers.said(answer.body()));
    }
    return Answers.refusal(answer, Answers.wait(json.path("parameters").path("retry_after")));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
