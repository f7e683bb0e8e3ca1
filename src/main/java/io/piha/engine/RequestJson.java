package io.piha.engine;

import io.piha.arbiter.Command;
import io.piha.arbiter.Request;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of a request, as it travels over the broker and through the local door.
 *
 * <p>Unknown fields are ignored; a known one of the wrong type is an error and never guessed at,
 * because a misread {@code dry_run} or {@code force} is worse than a refusal. A field that is
 * {@code null} counts as absent.
 */
public final class RequestJson {

  /** Longest text that is taken, in characters. */
  public static final int LONGEST = 64 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(LONGEST)
                          .maxNumberLength(40)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RequestJson() {}

  /** What came of reading. */
  public sealed interface Result {}

  /** A request that is well formed; whether it is granted is for the arbiter to say. */
  public record Good(Request request) implements Result {}

  /**
   * Not a request.
   *
   * @param id its id, where one could be read; else the generated one
   * @param why what is wrong and what would be right
   */
  public record Bad(String id, String why) implements Result {}

  /** As {@link #read(JsonNode, String, String, String, boolean, Instant)}, from text. */
  public static Result read(
      String json, String service, String generatedId, String by, boolean replayed, Instant now) {
    if (json.length() > LONGEST) {
      return new Bad(generatedId, json.length() + " characters; a request has at most " + LONGEST);
    }
    try {
      return read(MAPPER.readTree(json), service, generatedId, by, replayed, now);
    } catch (JacksonException e) {
      return new Bad(generatedId, "not JSON" + place(e));
    }
  }

  /** Where it stops making sense; what stands there may be a key in the wrong place (S18). */
  private static String place(JacksonException failure) {
    var at = failure.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /**
   * Reads a request.
   *
   * @param service the service that it was asked on, e.g. by its topic; a different {@code service}
   *     field is an error. Empty: the field says which one, and must be there
   * @param generatedId the request's id when it brings none
   * @param by who asks, when the way it came proves that. Empty: the field {@code by} is believed,
   *     as an operator's name
   * @param replayed delivered with the retain flag
   * @param now wall time, to turn an {@code until} that is a time into how long that is
   */
  public static Result read(
      JsonNode json, String service, String generatedId, String by, boolean replayed, Instant now) {
    if (!json.isObject()) {
      return new Bad(generatedId, "a request is a JSON object such as {\"cmd\":\"freeze\"}");
    }
    RequestFields fields = new RequestFields(json);
    Optional<String> id = fields.word("id");
    String word = fields.word("cmd").orElse("");
    Optional<Command> command = Command.read(word);
    if (command.isEmpty()) {
      fields.wrong(word.isEmpty() ? "cmd is missing" : "unknown cmd " + RequestFields.quote(word));
    }
    if (json.has("epoch")) {
      fields.wrong("carries an epoch: that is an order, and only the control plane gives orders");
    }
    String host = fields.word("host").orElse("");
    if (command.isPresent() && command.get().namesHost() && host.isEmpty()) {
      fields.wrong(word + " needs a host");
    }
    Request request =
        new Request(
            id.orElse(generatedId),
            fields.service(service),
            command.orElse(Command.ACK),
            host,
            by.isEmpty() ? fields.operator("by") : by,
            fields.text("reason").orElse(""),
            fields.until(now),
            fields.flag("force"),
            fields.flag("override_guard"),
            fields.flag("override_incident"),
            fields.flag("dry_run"),
            fields.count("revision"),
            replayed,
            fields.word("snapshot").orElse(fields.flag("rollback") ? Request.ROLLBACK : ""));
    String wrong = fields.wrong();
    return wrong.isEmpty() ? new Good(request) : new Bad(request.id(), wrong);
  }

  /** Writes a request so that reading it gives the same again, {@code replayed} aside. */
  public static ObjectNode write(Request request) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("cmd", request.command().word());
    if (!request.host().isEmpty()) {
      json.put("host", request.host());
    }
    json.put("id", request.id());
    json.put("service", request.service());
    json.put("by", request.by());
    json.put("reason", request.reason());
    request.until().ifPresent(until -> json.put("until", until.toMillis() + "ms"));
    flag(json, "force", request.force());
    flag(json, "override_guard", request.overrideGuard());
    flag(json, "override_incident", request.overrideIncident());
    flag(json, "dry_run", request.dryRun());
    if (request.subject().equals(Request.ROLLBACK)) {
      json.put("rollback", true);
    } else if (!request.subject().isEmpty()) {
      json.put("snapshot", request.subject());
    }
    OptionalLong revision = request.revision();
    if (revision.isPresent()) {
      json.put("revision", revision.getAsLong());
    }
    return json;
  }

  private static void flag(ObjectNode json, String name, boolean set) {
    if (set) {
      json.put(name, true);
    }
  }
}
