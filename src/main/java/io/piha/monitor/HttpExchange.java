package io.piha.monitor;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import io.piha.site.Secret;
import io.piha.site.Trust;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * One GET, on a connection of its own, wholly within a bound: the name, the connection and a body
 * that drips in are all counted. Redirects are not followed here.
 */
final class HttpExchange {
  private final NameLookup names;
  private final InstantSource clock;
  private final OkHttpClient client;

  /** Fails when the trust cannot be set up, e.g. its CA file cannot be read. */
  HttpExchange(Trust trust, NameLookup names, InstantSource clock)
      throws GeneralSecurityException, IOException {
    this.names = names;
    this.clock = clock;
    this.client =
        TlsTrust.apply(
                new OkHttpClient.Builder()
                    .proxy(Proxy.NO_PROXY)
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .connectTimeout(Duration.ZERO)
                    .readTimeout(Duration.ZERO)
                    .writeTimeout(Duration.ZERO),
                trust)
            .build();
  }

  Answer get(HttpUrl url, Optional<Secret> bearer, Instant deadline) throws IOException {
    List<InetAddress> addresses = names.find(url.host(), left(deadline));
    OkHttpClient once = client.newBuilder().dns(_ -> addresses).callTimeout(left(deadline)).build();
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("Connection", "close")
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "PiHA");
    bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
    try (Response response = once.newCall(request.build()).execute()) {
      return answer(response);
    }
  }

  private Duration left(Instant deadline) throws IOException {
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.toMillis() <= 0) {
      throw new InterruptedIOException("timeout");
    }
    return left;
  }

  private static Answer answer(Response response) throws IOException {
    BufferedSource source = response.body().source();
    Buffer body = new Buffer();
    while (body.size() <= Answer.MOST_BYTES && source.read(body, 8192) >= 0) {
      // Goes on to the end or to the limit, whichever comes first.
    }
    boolean cut = body.size() > Answer.MOST_BYTES;
    String text = body.readString(Math.min(body.size(), Answer.MOST_BYTES), StandardCharsets.UTF_8);
    String location = Objects.requireNonNullElse(response.header("Location"), "");
    return new Answer(response.code(), location, text, cut);
  }
}
