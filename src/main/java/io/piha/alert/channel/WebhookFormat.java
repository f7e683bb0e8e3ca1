package io.piha.alert.channel;

/** What a webhook is told. */
public enum WebhookFormat {
  JSON,
  SLACK,
  DISCORD,
  NTFY,
  GOTIFY,
  TELEGRAM,
  TEAMS
}
