package io.piha.report;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may read. */
final class Door {

  private static final Pattern LOCAL =
      Pattern.compile("(localhost|[0-9.]+|\\[[0-9a-f:]+])(:\\d+)?");

  private final Optional<String> token;

  Door(Optional<String> token) {
    this.token = token;
  }

  /** Whether the token that is asked for was brought. */
  boolean admits(HttpExchange exchange) {
    return token.isEmpty()
        || same(token.get(), bearer(exchange))
        || same(token.get(), parameter(exchange.getRequestURI().getRawQuery()));
  }

  /**
   * Whether the name we were called by is our own. Without a token a foreign web page could
   * otherwise read us through the browser of somebody at home, by letting its own name resolve to
   * our address.
   */
  boolean calledByAddress(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return token.isPresent()
        || host == null
        || LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static @Nullable String bearer(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
        ? header.substring(7).strip()
        : null;
  }

  private static @Nullable String parameter(@Nullable String query) {
    if (query != null) {
      for (String each : query.split("&", 20)) {
        if (each.startsWith("token=")) {
          return decoded(each.substring("token=".length()));
        }
      }
    }
    return null;
  }

  private static @Nullable String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Takes as long for a near miss as for a wild guess. */
  private static boolean same(String right, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            right.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
