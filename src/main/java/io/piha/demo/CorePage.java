package io.piha.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Home Assistant Core's HTTP side, as far as anybody asks it from outside. */
final class CorePage implements HttpHandler {
  private static final String JSON = "application/json";

  private final byte[] authorization;
  private final String location;

  CorePage(String token, String location) {
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.location = location;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/")) {
      HttpAnswer.send(exchange, 200, "text/html", "<!DOCTYPE html><title>Home Assistant</title>\n");
    } else if (path.equals("/manifest.json")) {
      HttpAnswer.send(
          exchange, 200, "application/manifest+json", "{\"name\":\"Home Assistant\"}\n");
    } else if (!path.startsWith("/api/")) {
      HttpAnswer.send(exchange, 404, "text/plain", "404: Not Found");
    } else if (!authorized(exchange)) {
      HttpAnswer.send(exchange, 401, "text/plain", "401: Unauthorized");
    } else {
      api(exchange, path);
    }
  }

  private void api(HttpExchange exchange, String path) throws IOException {
    switch (path) {
      case "/api/" -> HttpAnswer.send(exchange, 200, JSON, "{\"message\":\"API running.\"}");
      case "/api/core/state" ->
          HttpAnswer.send(
              exchange,
              200,
              JSON,
              "{\"state\":\"RUNNING\",\"recorder_state\":"
                  + "{\"migration_in_progress\":false,\"migration_is_live\":false}}");
      case "/api/config" ->
          HttpAnswer.send(
              exchange,
              200,
              JSON,
              Json.object()
                  .put("location_name", location)
                  .put("version", "2026.8.3")
                  .put("state", "RUNNING")
                  .put("recovery_mode", false)
                  .put("safe_mode", false)
                  .put("time_zone", "UTC")
                  .toString());
      case String unknown -> HttpAnswer.send(exchange, 404, "text/plain", "404: Not Found");
    }
  }

  private boolean authorized(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null
        && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization);
  }
}
