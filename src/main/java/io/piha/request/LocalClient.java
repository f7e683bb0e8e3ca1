package io.piha.request;

import io.piha.arbiter.Request;
import io.piha.engine.RequestJson;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The command line's side of the local door. Not for several threads at once. */
public final class LocalClient implements AutoCloseable {

  /** Longer than the door itself waits for the engine. */
  private static final Duration WAIT = Duration.ofSeconds(15);

  private static final int LONGEST_ANSWER = 64 * 1024 * 1024;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final SocketChannel channel;
  private final Lines lines;

  private LocalClient(SocketChannel channel) {
    this.channel = channel;
    this.lines = new Lines(channel, LONGEST_ANSWER);
  }

  /**
   * What the engine said to a request.
   *
   * @param again in how long the reason of a refusal is gone, where it ends by itself
   */
  public record Reply(String id, boolean accepted, String why, Optional<Duration> again) {}

  /** Connects to the control plane on {@code dataDir}; empty when none answers there. */
  public static Optional<LocalClient> connect(Path dataDir) {
    try {
      Optional<Path> socket = DoorPath.find(dataDir);
      return socket.isEmpty() ? Optional.empty() : knock(socket.get());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<LocalClient> knock(Path socket) {
    try {
      LocalClient client = new LocalClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
      if (client.ping()) {
        return Optional.of(client);
      }
      client.close();
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Whether somebody answers. */
  public boolean ping() {
    try {
      return ask(op("ping")).has("pong");
    } catch (IOException e) {
      return false;
    }
  }

  /** The status document, as it was sent. */
  public String status() throws IOException {
    return ask(op("status")).toString();
  }

  /**
   * Asks for something; the door adds who asks when {@code request.by()} names nobody.
   *
   * @throws IOException when no answer came; whether the request took effect is then unknown
   */
  public Reply request(Request request) throws IOException {
    ObjectNode line = op(request.dryRun() ? "dry_run" : "request");
    line.put("service", request.service());
    line.set("request", RequestJson.write(request));
    JsonNode answer = ask(line);
    return new Reply(
        answer.path("id").asString(""),
        answer.path("accepted").asBoolean(false),
        answer.path("why").asString(""),
        again(answer.path("again_ms")));
  }

  private static Optional<Duration> again(JsonNode millis) {
    return millis.canConvertToLong() && millis.asLong() >= 0
        ? Optional.of(Duration.ofMillis(millis.asLong()))
        : Optional.empty();
  }

  /**
   * Asks for something else that is served at the door.
   *
   * @param line with {@code op}
   * @throws IOException when no answer came, or it is an error
   */
  public JsonNode call(ObjectNode line) throws IOException {
    return ask(line);
  }

  /** The beginning of a line. */
  public static ObjectNode op(String name) {
    return MAPPER.createObjectNode().put("op", name);
  }

  private JsonNode ask(ObjectNode line) throws IOException {
    lines.write(line.toString(), WAIT);
    Optional<String> text = lines.read(WAIT);
    if (text.isEmpty()) {
      throw new IOException("the control plane hung up without an answer");
    }
    try {
      JsonNode answer = MAPPER.readTree(text.get());
      if (answer.has("error")) {
        throw new IOException("the control plane says: " + answer.path("error").asString(""));
      }
      return answer;
    } catch (JacksonException e) {
      throw new IOException("the control plane answered no JSON", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
