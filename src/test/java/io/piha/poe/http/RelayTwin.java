package io.piha.poe.http;

import io.piha.poe.rest.HttpTwin;
import java.util.Map;

/** Some switch with a web interface of its own: a page per port, a key in a header. */
final class RelayTwin extends HttpTwin {
  private final String key;
  private int cycles;
  private Reply odd = new Reply(0, Map.of(), "");

  RelayTwin(String key) {
    this.key = key;
  }

  /** Answers that, whatever is asked. */
  synchronized void answers(Reply reply) {
    odd = reply;
  }

  synchronized int cycles() {
    return cycles;
  }

  @Override
  protected Reply answer(Call call) {
    if (odd.code() != 0) {
      return odd;
    }
    if (call.path().equals("/")) {
      return Reply.page(200, "<html>PoE</html>");
    }
    if (!call.header("X-Key").equals(key)) {
      return Reply.page(403, "<html>Forbidden</html>");
    }
    if (call.method().equals("POST") && call.path().equals("/set")) {
      String port = call.json().path("port").asString("");
      if (!port.matches("[1-8]")) {
        return Reply.page(404, "no such port");
      }
      return command(Integer.parseInt(port), call.json().path("on").asBoolean())
          ? Reply.page(200, "OK")
          : Reply.page(403, "read-only");
    }
    String[] parts = call.path().split("/", -1);
    if (parts.length != 3 || !parts[2].matches("[1-8]")) {
      return Reply.page(404, "no such port");
    }
    int port = Integer.parseInt(parts[2]);
    if (call.method().equals("POST") && parts[1].equals("cycle")) {
      cycles++;
      return Reply.page(200, "OK");
    }
    return Reply.page(200, "port " + port + " power=" + (on(port) ? "up" : "down"));
  }
}
