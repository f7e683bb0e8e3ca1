package io.piha.monitor;

import io.piha.engine.NameLookup;
import io.piha.site.Probe;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One probe of a host over HTTP. Each look uses a connection of its own: a kept one would test the
 * past.
 */
final class HttpProbe {

  /** More than this of a body is not read; the observer's page can carry megabytes of log. */
  private static final long BODY_LIMIT = 256 * 1024;

  private final Probe probe;
  private final Duration timeout;
  private final OkHttpClient client;
  private final Judge judge = new Judge();

  HttpProbe(Probe probe, Duration timeout, NameLookup names)
      throws GeneralSecurityException, IOException {
    this.probe = probe;
    this.timeout = timeout;
    Dns dns = host -> names.find(host, timeout);
    this.client =
        TlsTrust.apply(
                new OkHttpClient.Builder()
                    .dns(dns)
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .retryOnConnectionFailure(false)
                    .callTimeout(timeout)
                    .connectTimeout(timeout)
                    .readTimeout(timeout)
                    .writeTimeout(timeout),
                probe.trust())
            .build();
  }

  String name() {
    return probe.name();
  }

  /** Asks once and judges; returns within the time-out whatever the peer does. */
  Finding look() {
    HttpUrl url = HttpUrl.parse(probe.url().reveal());
    if (url == null) {
      return Finding.unknown("not an http address");
    }
    try {
      return ask(url, true);
    } catch (IOException e) {
      return Failure.of(e, timeout);
    }
  }

  private Finding ask(HttpUrl url, boolean mayFollow) throws IOException {
    Request.Builder request =
        new Request.Builder().url(url).header("Connection", "close").header("Accept", "*/*");
    probe.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
    try (Response response = client.newCall(request.build()).execute()) {
      @Nullable HttpUrl elsewhere = redirect(url, response);
      if (elsewhere != null) {
        return mayFollow ? ask(elsewhere, false) : Finding.down("redirects in a circle");
      }
      String body = response.peekBody(BODY_LIMIT).string();
      return judge.judge(
          probe.kind(),
          new Answer(response.code(), body, url.encodedPath(), probe.token().isPresent()));
    }
  }

  /** Core answers on its old port with a redirect to its new one, on the same host. */
  private static @Nullable HttpUrl redirect(HttpUrl from, Response response) {
    if (response.code() != 307 && response.code() != 308) {
      return null;
    }
    String location = response.header("Location");
    HttpUrl to = location == null ? null : from.resolve(location);
    return to != null && to.host().equals(from.host()) ? to : null;
  }
}
