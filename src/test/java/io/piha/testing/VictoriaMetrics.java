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

/** A stock VictoriaMetrics, which takes InfluxDB 2's write call; it keeps numbers, not texts. */
public final class VictoriaMetrics implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final Daemon daemon;

  public VictoriaMetrics(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon =
        Daemon.start(
            List.of(
                Peers.require("victoria-metrics").toString(),
                "-httpListenAddr=127.0.0.1:" + port,
                "-storageDataPath=" + folder.resolve("data"),
                "-retentionPeriod=100y",
                "-memory.allowedBytes=64MB"),
            Map.of(),
            folder.resolve("victoria-metrics.out"),
            port);
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The series of that name as it understood them: labels, values, times. */
  public List<JsonNode> series(String name) throws IOException, InterruptedException {
    get("/internal/force_flush");
    String match = URLEncoder.encode("{__name__=\"" + name + "\"}", StandardCharsets.UTF_8);
    return get("/api/v1/export?match[]=" + match).lines().map(JSON::readTree).toList();
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create(url() + path.replace("[]", "%5B%5D"));
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Override
  public void close() {
    daemon.close();
    client.close();
  }
}
