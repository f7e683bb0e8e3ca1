package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stock Prometheus that scrapes one address every second as job {@code piha}. */
public final class Prometheus implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final Daemon daemon;

  /** With these rules, and that token for the one it scrapes. */
  public Prometheus(Path folder, Path rules, int target, String token) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("prometheus.yml"),
          """
          global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
          rule_files: ["%s"]
          scrape_configs:
            - job_name: piha
              authorization: {credentials: "%s"}
              static_configs: [{targets: ["127.0.0.1:%d"]}]
          """
              .formatted(rules.toAbsolutePath(), token, target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon =
        Daemon.start(
            List.of(
                Peers.require("prometheus").toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port),
            Map.of(),
            folder.resolve("prometheus.out"),
            port);
  }

  /** The series that an expression gives now. */
  public JsonNode query(String expression) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode answer = get("/api/v1/query?query=" + encoded);
    if (!answer.path("status").asString("").equals("success")) {
      throw new IllegalStateException(expression + ": " + answer.path("error").asString(""));
    }
    return answer.path("data").path("result");
  }

  /** The rules as it loaded them, with their health. */
  public JsonNode rules() throws IOException, InterruptedException {
    return get("/api/v1/rules").path("data").path("groups").path(0).path("rules");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Override
  public void close() {
    daemon.close();
    client.close();
  }
}
