package io.piha.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * The observer of a HAOS (port 4357 there).
 *
 * <p>Its page answers 200 on every path that it does not know, {@code /supervisor/ping} among them,
 * also when the Supervisor is dead; only the page's text says so. {@code /ping} tells of the
 * observer alone, and the logs are not for callers from the network.
 */
final class ObserverPage implements HttpHandler {
  private final BooleanSupplier supervisor;

  ObserverPage(BooleanSupplier supervisor) {
    this.supervisor = supervisor;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/ping" -> {
        boolean get = exchange.getRequestMethod().equals("GET");
        HttpAnswer.send(exchange, get ? 200 : 405, "text/plain", "");
      }
      case "/logs" -> HttpAnswer.send(exchange, 403, "text/plain", "");
      case String page -> HttpAnswer.send(exchange, 200, "text/html", page());
    }
  }

  private String page() {
    boolean connected = supervisor.getAsBoolean();
    String rest =
        """
              <tr><td>Support:</td><td class="connected">Supported</td></tr>
              <tr><td>Health:</td><td class="connected">Healthy</td></tr>
        """;
    return """
    <!DOCTYPE html>
    <html>
      <head><meta charset="utf-8"><title>Home Assistant Observer</title></head>
      <body>
        <h1>Home Assistant Observer</h1>
        <table>
          <tr><td>Supervisor:</td><td class="%s">%s</td></tr>
    %s    </table>
      </body>
    </html>
    """
        .formatted(
            connected ? "connected" : "disconnected",
            connected ? "Connected" : "Disconnected",
            connected ? rest : "");
  }
}
