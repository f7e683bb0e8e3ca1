package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real browser without a screen, driven by its DevTools protocol. One page. */
public final class Chromium implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PATIENCE_SECONDS = 60;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Daemon daemon;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  public Chromium(Path folder) throws IOException, InterruptedException {
    int port = Ports.free();
    daemon =
        Daemon.start(
            List.of(
                Peers.require("chromium").toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--remote-debugging-port=" + port,
                "about:blank"),
            Map.of("HOME", folder.toString()),
            folder.resolve("chromium.out"),
            port);
    socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(page(port)), new Listener())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    call("Log.enable", Map.of());
    call("Page.enable", Map.of());
  }

  private String page(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    for (int i = 0; i < 600; i++) {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      for (JsonNode each : JSON.readTree(body)) {
        if (each.path("type").asString("").equals("page")) {
          return each.path("webSocketDebuggerUrl").asString("");
        }
      }
      Thread.onSpinWait();
    }
    throw new IOException("the browser has no page");
  }

  /** Goes to an address. */
  public void open(String url) {
    call("Page.navigate", Map.of("url", url));
  }

  /** What an expression is on the page, as text. */
  public String eval(String expression) {
    JsonNode answer = call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
    return answer.path("result").path("value").asString("");
  }

  /** Whether scripts run from the next page on. */
  public void scripts(boolean run) {
    call("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  /** A window of that size, light or dark; phones have less than 500 points. */
  public void window(int width, int height, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Draws the page into a file. */
  public void screenshot(Path png) {
    JsonNode answer = call("Page.captureScreenshot", Map.of("format", "png"));
    try {
      Files.createDirectories(png.toAbsolutePath().getParent());
      Files.write(png, Base64.getDecoder().decode(answer.path("data").asString("")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the browser complained about: blocked scripts and styles, failed requests. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  private JsonNode call(String method, Map<String, Object> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket
        .sendText(
            JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode message = JSON.readTree(text.toString());
        text.setLength(0);
        CompletableFuture<JsonNode> waits = answers.remove(message.path("id").asInt(0));
        if (waits != null) {
          waits.complete(message.path("result"));
        } else if (message.path("method").asString("").equals("Log.entryAdded")) {
          complaints.add(message.path("params").path("entry").path("text").asString(""));
        }
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() {
    socket.abort();
    daemon.close();
    client.close();
  }
}
