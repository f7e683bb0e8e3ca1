package io.piha.site;

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
