package io.piha.leadership;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is.
 *
 * @param tls {@code mqtts://}
 */
record BrokerAddress(String host, int port, boolean tls) {
  private static final int PLAIN = 1883;
  private static final int SECURE = 8883;

  /** Reads {@code mqtt://host[:port]} or {@code mqtts://host[:port]}. */
  static BrokerAddress of(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw wrong(url, e);
    }
    String scheme = uri.getScheme();
    String host = uri.getHost();
    boolean tls = "mqtts".equals(scheme);
    if (host == null || !(tls || "mqtt".equals(scheme))) {
      throw wrong(url, null);
    }
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? SECURE : PLAIN;
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new BrokerAddress(bare, port, tls);
  }

  private static IllegalArgumentException wrong(String url, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "not a broker's address, expected mqtt://host:port or mqtts://host:port: " + url, cause);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
