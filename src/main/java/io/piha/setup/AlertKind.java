package io.piha.setup;

import static io.piha.setup.Question.list;
import static io.piha.setup.Question.plain;
import static io.piha.setup.Question.secret;

import java.util.List;
import java.util.Map;

/** The ways to tell a person that can be set up by answering questions. */
@SuppressWarnings("ImmutableEnumChecker") // the list and the map are copies that nobody can change
public enum AlertKind implements Form {
  EMAIL(
      new Ordered().with("kind", "email"),
      plain("smtp", "smtps://mail.example.org:465"),
      plain("username", "piha@example.org"),
      secret("password", ""),
      plain("from", "piha@example.org"),
      list("to", "alice@example.org, bob@example.org")),
  NTFY(
      format("ntfy"), secret("url", "https://ntfy.sh/a-topic-nobody-guesses"), secret("token", "")),
  TELEGRAM(
      format("telegram"),
      secret("url", "https://api.telegram.org/bot123:abc"),
      plain("chat_id", "-1001234567890")),
  DISCORD(format("discord"), secret("url", "https://discord.com/api/webhooks/…")),
  SLACK(format("slack"), secret("url", "https://hooks.slack.com/services/…")),
  TEAMS(format("teams"), secret("url", "https://….powerplatform.com/…")),
  GOTIFY(format("gotify"), plain("url", "https://gotify.example.org"), secret("token", "")),
  WEBHOOK(format("json"), secret("url", "https://example.org/hook"), secret("secret", ""));

  private final Map<String, String> fixed;
  private final List<Question> questions;

  AlertKind(Ordered fixed, Question... questions) {
    this.fixed = fixed.map();
    this.questions = List.of(questions);
  }

  private static Ordered format(String word) {
    return new Ordered().with("kind", "webhook").with("format", word);
  }

  @Override
  public List<Question> questions() {
    return questions;
  }

  @Override
  public Map<String, String> fixed() {
    return fixed;
  }
}
