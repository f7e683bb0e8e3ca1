package io.piha.request;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import io.piha.engine.RequestJson;
import io.piha.engine.Snapshot;
import io.piha.engine.StatusDocument;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Understands one line and makes the line that answers it. */
final class Desk {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern OPERATOR = Pattern.compile("operator:[\\p{L}\\p{N}._@-]{1,64}");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Inbox inbox;
  private final Supplier<Snapshot> picture;
  private final InstantSource clock;
  private final DoorService more;
  private final Map<String, CompletableFuture<Effect.Answer>> waiting = new ConcurrentHashMap<>();

  Desk(Inbox inbox, Supplier<Snapshot> picture, InstantSource clock, DoorService more) {
    this.inbox = inbox;
    this.picture = picture;
    this.clock = clock;
    this.more = more;
  }

  /** Whoever waits for this answer gets it. */
  void answer(Effect.Answer answer) {
    CompletableFuture<Effect.Answer> waiter = waiting.get(answer.requestId());
    if (waiter != null) {
      waiter.complete(answer);
    }
  }

  /**
   * Answers a line; never throws.
   *
   * @param user the unix user who asks
   */
  String serve(String line, String user) {
    JsonNode json;
    try {
      json = MAPPER.readTree(line);
    } catch (JacksonException e) {
      return error("not JSON; ask for example {\"op\":\"ping\"}");
    }
    String op = json.path("op").asString("");
    return switch (op) {
      case "ping" -> MAPPER.createObjectNode().put("pong", true).toString();
      case "status" -> StatusDocument.text(picture.get());
      case "request" -> request(json, user, false);
      case "dry_run" -> request(json, user, true);
      default ->
          more.serve(op, json, operator(json, user))
              .map(JsonNode::toString)
              .orElseGet(() -> error("op must be ping, status, request or dry_run"));
    };
  }

  private String request(JsonNode json, String user, boolean dryRun) {
    JsonNode object = json.path("request");
    String id = UUID.randomUUID().toString();
    RequestJson.Result read =
        RequestJson.read(
            object, service(json, object), id, operator(object, user), false, clock.instant());
    return switch (read) {
      case RequestJson.Bad bad -> said(new Effect.Answer(bad.id(), false, bad.why()));
      case RequestJson.Good good -> ask(dryRun ? good.request().asDryRun() : good.request());
    };
  }

  /** The service beside the request, else none if the request names one, else the only one. */
  private String service(JsonNode json, JsonNode object) {
    String beside = json.path("service").asString("");
    if (!beside.isEmpty() || !object.path("service").asString("").isEmpty()) {
      return beside;
    }
    var services = picture.get().services();
    return services.size() == 1 ? services.getFirst().name() : "";
  }

  /** Whoever may open the socket may sign with an operator's name; else it is the unix user. */
  private static String operator(JsonNode object, String user) {
    String by = object.path("by").asString("");
    String named = by.startsWith("operator:") || by.isEmpty() ? by : "operator:" + by;
    return OPERATOR.matcher(named).matches() ? named : "operator:" + user;
  }

  private String ask(Request request) {
    CompletableFuture<Effect.Answer> answer = new CompletableFuture<>();
    if (waiting.putIfAbsent(request.id(), answer) != null) {
      return said(
          new Effect.Answer(request.id(), false, "a request with this id is already being judged"));
    }
    try {
      inbox.offer(new Signal.Asked(request));
      Effect.Answer said = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return said(said);
    } catch (TimeoutException e) {
      return error(
          "no answer from the engine within "
              + PATIENCE.toSeconds()
              + " s to request "
              + request.id()
              + "; whether it takes effect is unknown, look at piha status");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error("the control plane is stopping");
    } catch (ExecutionException e) {
      return error("the control plane failed: " + e.getCause());
    } finally {
      waiting.remove(request.id());
    }
  }

  private static String said(Effect.Answer answer) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", answer.requestId()).put("accepted", answer.accepted()).put("why", answer.why());
    answer.again().ifPresent(span -> json.put("again_ms", span.toMillis()));
    return json.toString();
  }

  static String error(String why) {
    return MAPPER.createObjectNode().put("error", why).toString();
  }
}
