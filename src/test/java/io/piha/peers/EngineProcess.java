package io.piha.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code piha engine} in a process of its own. */
final class EngineProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path config;
  private final Path output;
  private final URI status;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  EngineProcess(Path config, Path output, int dashboardPort) {
    this.config = config;
    this.output = output;
    this.status = URI.create("http://127.0.0.1:" + dashboardPort + "/status.json");
    this.process = launch();
  }

  private Process launch() {
    return Program.start(output, "--config", config.toString(), "engine");
  }

  /** The status document; a missing node while nobody answers. */
  JsonNode status() {
    try {
      String body =
          http.send(
                  HttpRequest.newBuilder(status).timeout(Duration.ofSeconds(2)).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return JSON.readTree(body);
    } catch (IOException | JacksonException e) {
      return JSON.missingNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String said() {
    try {
      return Files.exists(output) ? Files.readString(output) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    ended();
  }

  /** SIGTERM; gives the exit code. */
  int terminate() {
    process.destroy();
    return ended();
  }

  private int ended() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the engine does not end; it said " + said());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void restart() {
    process = launch();
  }

  void pause() {
    Program.signal(process, "-STOP");
  }

  void resume() {
    Program.signal(process, "-CONT");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    ended();
  }
}
