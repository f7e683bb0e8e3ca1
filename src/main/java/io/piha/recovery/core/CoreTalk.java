package io.piha.recovery.core;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A conversation with Core over its WebSocket: one question at a time, answered by number; what
 * Core tells of itself meanwhile is kept in order. For one thread.
 */
final class CoreTalk implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_WAITING = 10_000;
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration PING = Duration.ofSeconds(20);

  private final CoreDoor door;
  private final BlockingQueue<Said> heard = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Deque<JsonNode> events = new ArrayDeque<>();
  private final WebSocket socket;
  private int questions;

  /** What came in: a message, or the end with its reason. */
  private record Said(@Nullable JsonNode message, String end) {}

  private CoreTalk(CoreDoor door) {
    this.door = door;
    OkHttpClient client =
        door.client()
            .newBuilder()
            .socketFactory(new BoundedSockets(MOST_BYTES))
            .readTimeout(Duration.ZERO)
            .pingInterval(PING)
            // A compressed message could grow without a bound.
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain
                            .request()
                            .newBuilder()
                            .removeHeader("Sec-WebSocket-Extensions")
                            .build()))
            .build();
    this.socket =
        client.newWebSocket(door.request(door.at("api/websocket").build()).build(), new Ear());
  }

  /**
   * Connects and says who we are.
   *
   * @throws CoreRefused when Core does not take the token
   */
  static CoreTalk open(CoreDoor door) throws IOException, InterruptedException {
    CoreTalk talk = new CoreTalk(door);
    try {
      talk.expect("auth_required");
      talk.send(Map.of("type", "auth", "access_token", door.token()));
      JsonNode said = talk.next(CoreDoor.PATIENCE);
      if (type(said).equals("auth_invalid")) {
        throw new CoreRefused(
            "auth_invalid",
            "Core at "
                + door.shown()
                + " does not take our token; make one in an administrator's"
                + " profile");
      }
      if (!type(said).equals("auth_ok")) {
        throw new IOException(
            door.shown() + " does not speak as Core does: " + CoreDoor.brief(said.toString()));
      }
      return talk;
    } catch (IOException | InterruptedException | RuntimeException e) {
      talk.close();
      throw e;
    }
  }

  private void expect(String wanted) throws IOException, InterruptedException {
    JsonNode said = next(CoreDoor.PATIENCE);
    if (!type(said).equals(wanted)) {
      throw new IOException(
          door.shown() + " does not speak as Core does: " + CoreDoor.brief(said.toString()));
    }
  }

  private static String type(JsonNode message) {
    return message.path("type").asString("");
  }

  private void send(Map<String, ?> message) throws IOException {
    if (!socket.send(JSON.writeValueAsString(message))) {
      throw new NotSent(
          "the connection to " + door.shown() + " is closed", new IOException("closed"));
    }
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws CoreRefused when Core says no
   */
  JsonNode ask(String type, Map<String, ?> fields) throws IOException, InterruptedException {
    int number = ++questions;
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", number);
    message.put("type", type);
    message.putAll(fields);
    send(message);
    long left = ANSWER.toNanos();
    while (true) {
      JsonNode said = next(Duration.ofNanos(left));
      if (type(said).equals("event")) {
        keep(said);
      } else if (type(said).equals("result") && said.path("id").asInt(-1) == number) {
        if (!said.path("success").asBoolean(false)) {
          throw refused(type, said);
        }
        return said.path("result");
      }
    }
  }

  private CoreRefused refused(String what, JsonNode said) {
    String code = said.path("error").path("code").asString("");
    String why = said.path("error").path("message").asString("");
    return new CoreRefused(
        code,
        "Core at " + door.shown() + " refuses " + what + ": " + CoreDoor.brief(code + " " + why));
  }

  /** A link that carries its own leave, for a proxy that keeps our token from Core. */
  HttpUrl sign(HttpUrl plain) throws IOException, InterruptedException {
    String query = plain.encodedQuery();
    String path = plain.encodedPath() + (query == null ? "" : "?" + query);
    String signed =
        ask("auth/sign_path", Map.of("path", path, "expires", 30)).path("path").asString("");
    HttpUrl url = signed.startsWith("/") ? plain.resolve(signed) : null;
    if (url == null || !url.host().equals(plain.host()) || url.port() != plain.port()) {
      throw new CoreRefused("sign_path", "Core at " + door.shown() + " signs no link to a backup");
    }
    return url;
  }

  private void keep(JsonNode said) {
    if (events.size() >= MOST_WAITING) {
      events.removeFirst();
    }
    events.add(said.path("event"));
  }

  /** What Core told until now is forgotten. */
  void forgetEvents() {
    events.clear();
  }

  /**
   * The next thing Core tells of itself; empty when it told nothing in that time.
   *
   * @throws CoreRefused when Core says no to a question that was given up
   */
  Optional<JsonNode> event(Duration patience) throws IOException, InterruptedException {
    if (!events.isEmpty()) {
      return Optional.of(events.removeFirst());
    }
    Said said = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (said == null) {
      return Optional.empty();
    }
    JsonNode message = message(said);
    if (type(message).equals("result") && !message.path("success").asBoolean(true)) {
      throw refused("what it was asked", message);
    }
    return type(message).equals("event") ? Optional.of(message.path("event")) : Optional.empty();
  }

  private JsonNode next(Duration patience) throws IOException, InterruptedException {
    Said said = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (said == null) {
      throw new IOException(door.shown() + " did not answer within " + patience.toSeconds() + " s");
    }
    return message(said);
  }

  private JsonNode message(Said said) throws IOException {
    if (said.message() == null) {
      // It stays: whoever asks next learns at once that nobody is there.
      var _ = heard.offer(said);
      throw new IOException("the connection to " + door.shown() + " ended: " + said.end());
    }
    return said.message();
  }

  @Override
  public void close() {
    if (!socket.close(1000, null)) {
      socket.cancel();
    }
  }

  /** Only puts what it hears into the queue. */
  private final class Ear extends WebSocketListener {

    private void end(String why) {
      if (!heard.offer(new Said(null, why))) {
        heard.clear();
        var _ = heard.offer(new Said(null, why));
      }
    }

    @Override
    public void onMessage(WebSocket from, String text) {
      try {
        if (!heard.offer(new Said(JSON.readTree(text), ""))) {
          from.cancel();
          end("it told more than could be heard");
        }
      } catch (JacksonException e) {
        from.cancel();
        end("it said something that is not JSON: " + CoreDoor.brief(text));
      }
    }

    @Override
    public void onMessage(WebSocket from, ByteString bytes) {
      from.cancel();
      end("it sent bytes where text is due");
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
      from.close(1000, null);
      end("closed by Core with code " + code);
    }

    @Override
    public void onFailure(WebSocket from, Throwable e, @Nullable Response response) {
      end(response == null ? CoreDoor.why(e) : "status " + response.code());
    }
  }
}
