package io.piha.report;

import io.piha.engine.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The HTML page: one file with its style and script inside. Without scripts it reloads itself; with
 * them it is refreshed in place and its ages count on.
 */
final class Page {

  private final String style = resource("page.css");
  private final String script = resource("page.js");
  private final String policy =
      "default-src 'none'; style-src '"
          + digest(style)
          + "'; script-src '"
          + digest(script)
          + "'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** The content security policy: nothing runs but the style and script that we wrote. */
  String policy() {
    return policy;
  }

  String draw(Snapshot shot, Day day) {
    Html html = head("PiHA – " + shot.control().site());
    html.tag("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript></head><body>");
    html.tag("<p id=\"lost\" role=\"alert\" hidden></p><header><h1>PiHA · ");
    html.text(shot.control().site()).tag("</h1><span class=\"soft\">");
    html.text(shot.control().id() + ", " + shot.control().role() + ", " + shot.control().version());
    html.tag("</span></header>");
    main(html, shot, day);
    html.tag("<footer>Read-only. To act: <code>piha promote</code>, ");
    html.tag("<code>piha freeze</code>, <code>piha ack</code> … or the console.</footer>");
    return html.tag("<script>").tag(script).tag("</script></body></html>\n").toString();
  }

  /** The part that changes. */
  String drawMain(Snapshot shot, Day day) {
    Html html = new Html();
    main(html, shot, day);
    return html.toString();
  }

  private static void main(Html html, Snapshot shot, Day day) {
    html.tag("<main data-at=\"").text(shot.at().toString()).tag("\">");
    PageSite.trouble(html, shot);
    for (Snapshot.ServiceView service : shot.services()) {
      PageService.draw(html, service, day, shot.at());
    }
    PageSite.events(html, shot);
    PageSite.surroundings(html, shot);
    html.tag("<p class=\"soft\">As of ");
    PageTime.exact(html, shot.at());
    html.tag("</p></main>");
  }

  String notFound() {
    return head("PiHA – not found")
        .tag("</head><body><main><section><h2>No such page</h2><p>There is the ")
        .tag("summary at <code>/</code>, and <code>/status.json</code>, <code>/metrics</code> ")
        .tag("and <code>/healthz</code>.</p></section></main></body></html>\n")
        .toString();
  }

  private Html head(String title) {
    return new Html()
        .tag("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .tag("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .tag("<meta name=\"color-scheme\" content=\"light dark\"><title>")
        .text(title)
        .tag("</title><style>")
        .tag(style)
        .tag("</style>");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] hash = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
