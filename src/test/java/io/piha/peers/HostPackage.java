package io.piha.peers;

import io.piha.testing.Peers;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A shipped Home Assistant package, played by {@code package_stage.py} with real Jinja. */
final class HostPackage implements AutoCloseable {
  static final Path FOLDER = Path.of("installer", "home-assistant", "packages").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;
  private final Path errors;
  private JsonNode answer = JSON.missingNode();

  HostPackage(Path folder, String name) throws IOException {
    errors = folder.resolve("errors.txt");
    Path stage = Path.of("src", "test", "resources", "hosts", "package_stage.py").toAbsolutePath();
    process =
        new ProcessBuilder(
                python(),
                stage.toString(),
                FOLDER.resolve(name).toString(),
                FOLDER.toString(),
                folder.resolve("epochs").toString())
            .redirectError(errors.toFile())
            .start();
    in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** A Python that has Jinja and YAML; the test is skipped where there is none. */
  private static String python() {
    for (String each :
        List.of("/usr/bin/python3", Peers.find("python3").map(Path::toString).orElse(""))) {
      if (!each.isEmpty() && Files.isExecutable(Path.of(each)) && imports(each)) {
        return each;
      }
    }
    Assumptions.abort(
        "Peer missing: python3 with jinja2 and yaml (install the Debian packages python3-jinja2"
            + " and python3-yaml)");
    throw new AssertionError("not reached");
  }

  private static boolean imports(String python) {
    try {
      Process tried =
          new ProcessBuilder(python, "-c", "import jinja2, yaml")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return tried.waitFor(30, TimeUnit.SECONDS) && tried.exitValue() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Something happens; what came of it is asked for afterwards. */
  HostPackage event(String event, Map<String, ?> more) {
    try {
      var line = JSON.createObjectNode().put("event", event);
      more.forEach((name, value) -> line.set(name, JSON.valueToTree(value)));
      in.write(line + "\n");
      in.flush();
      String text = out.readLine();
      if (text == null) {
        throw new AssertionError(Files.readString(errors));
      }
      answer = JSON.readTree(text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HostPackage event(String event) {
    return event(event, Map.of());
  }

  HostPackage order(String payload) {
    return event("message", Map.of("topic", House.P + "/cmd", "payload", payload));
  }

  HostPackage state(String payload) {
    return event("message", Map.of("topic", House.P + "/state", "payload", payload));
  }

  boolean leads() {
    return helper("input_boolean.piha_leads").equals("on");
  }

  String helper(String entity) {
    return answer.path("states").path(entity).asString();
  }

  /** What was done since the event, one line each. */
  List<String> said() {
    return StreamSupport.stream(answer.path("said").spliterator(), false)
        .map(each -> each.get(0).asString() + " " + each.get(1).asString())
        .toList();
  }

  /** The payload that was published last on a topic, with {@code qos} and {@code retain} beside. */
  Optional<Published> published(String topic) {
    return StreamSupport.stream(answer.path("said").spliterator(), false)
        .filter(
            each ->
                each.get(0).asString().equals("mqtt")
                    && each.get(1).asString().equals(House.P + "/" + topic))
        .map(
            each ->
                new Published(each.get(2).asString(), each.get(3).asInt(), each.get(4).asBoolean()))
        .reduce((a, b) -> b);
  }

  record Published(String payload, int qos, boolean retain) {
    JsonNode json() {
      return JSON.readTree(payload);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
