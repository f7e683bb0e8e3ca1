package io.piha.monitor;

import io.piha.site.ProbeKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What an answer says about the host, for each kind of probe.
 *
 * <p>Up means that the content says so. Down means that it says the thing is dead, or that
 * something else answers in its place. Unknown means that the answer allows no verdict on the host:
 * a rejected token, or a Core that is just starting or stopping.
 */
final class Judge {

  private static final Pattern TAGS = Pattern.compile("<[^>]{0,500}>");
  private static final Pattern SUPERVISOR =
      Pattern.compile("supervisor\\W{0,200}?\\b(connected|disconnected)\\b");
  private static final Pattern WORD = Pattern.compile("\\b(connected|disconnected)\\b");

  private final ObjectMapper mapper = new ObjectMapper();

  Finding judge(ProbeKind kind, Answer answer) {
    return switch (kind) {
      case OBSERVER -> observer(answer);
      case CORE -> core(answer);
      case MANIFEST -> manifest(answer);
      case HTTP -> http(answer);
    };
  }

  /**
   * The observer's page, which is 200 for every path: only the Supervisor's row tells. It is the
   * same page while the Supervisor is dead.
   */
  private static Finding observer(Answer answer) {
    if (answer.status() != 200) {
      return Finding.down("HTTP " + answer.status() + " from the observer");
    }
    String text = TAGS.matcher(answer.body()).replaceAll(" ").toLowerCase(Locale.ROOT);
    Matcher row = SUPERVISOR.matcher(text);
    boolean found = row.find();
    if (!found) {
      row = WORD.matcher(text);
      found = row.find();
    }
    if (!found) {
      return Finding.down("the page does not say that the Supervisor is connected");
    }
    return "connected".equals(row.group(1))
        ? Finding.up("Supervisor connected")
        : Finding.down("Supervisor disconnected");
  }

  /** Core's API. A 401 is no life: the landing page of a fresh system says it to everything. */
  private Finding core(Answer answer) {
    return switch (answer.status()) {
      case 200, 201 -> coreBody(answer);
      case 401 ->
          Finding.unknown(
              answer.token() ? "401: token rejected" : "401: a token is needed for a verdict");
      case 403 -> Finding.unknown("403: our address is banned or the token has no right");
      default -> Finding.down("HTTP " + answer.status());
    };
  }

  private Finding coreBody(Answer answer) {
    JsonNode json = json(answer.body());
    if (json == null || !json.isObject()) {
      return Finding.down("answers, but not as Core's API");
    }
    if (json.path("recovery_mode").asBoolean(false)) {
      return Finding.down("recovery mode: the configuration is broken");
    }
    if (json.path("safe_mode").asBoolean(false)) {
      return Finding.down("safe mode");
    }
    if (json.has("state")) {
      return coreState(json);
    }
    if (json.path("message").asString("").equals("API running.")) {
      return Finding.up("API running");
    }
    return Finding.down("answers, but not as Core's API");
  }

  private static Finding coreState(JsonNode json) {
    String state = json.path("state").asString("").toUpperCase(Locale.ROOT);
    JsonNode recorder = json.path("recorder_state");
    boolean migrating =
        recorder.path("migration_in_progress").asBoolean(false)
            && !recorder.path("migration_is_live").asBoolean(false);
    return switch (state) {
      case "RUNNING" -> Finding.up("running");
      case "NOT_RUNNING", "STOPPED" -> Finding.down(state.toLowerCase(Locale.ROOT));
      case "STARTING", "STOPPING", "FINAL_WRITE" ->
          migrating
              ? Finding.up("migrating its database")
              : Finding.unknown(state.toLowerCase(Locale.ROOT).replace('_', ' '));
      default -> Finding.down("state is not one of Core's");
    };
  }

  private Finding manifest(Answer answer) {
    if (answer.status() != 200) {
      return Finding.down("HTTP " + answer.status() + " for the manifest");
    }
    JsonNode json = json(answer.body());
    return json != null && json.isObject() && (json.has("name") || json.has("short_name"))
        ? Finding.up("Core serves its manifest")
        : Finding.down("answers, but not with a manifest");
  }

  private static Finding http(Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return Finding.up("HTTP " + status);
    }
    return status == 401 || status == 403
        ? Finding.unknown("HTTP " + status + ": not allowed to see")
        : Finding.down("HTTP " + status);
  }

  private @org.jspecify.annotations.Nullable JsonNode json(String body) {
    try {
      return mapper.readTree(body);
    } catch (JacksonException e) {
      return null;
    }
  }
}
