package io.piha.alert.channel;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import io.piha.site.Trust;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** A POST in some service's format, on a connection of its own, within ten seconds. */
final class Webhook implements Channel {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 64 * 1024;
  private static final MediaType JSON = MediaType.get("application/json");

  private final Format format;
  private final Trust trust;
  private final NameLookup names;
  private final InstantSource clock;
  private final OkHttpClient client;

  /** Fails when the trust cannot be set up. */
  Webhook(Format format, Trust trust, NameLookup names, InstantSource clock)
      throws GeneralSecurityException, IOException {
    this.format = format;
    this.trust = trust;
    this.names = names;
    this.clock = clock;
    this.client =
        TlsTrust.apply(
                new OkHttpClient.Builder()
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .retryOnConnectionFailure(false)
                    .callTimeout(PATIENCE),
                trust)
            .build();
  }

  @Override
  public Receipt send(Parcel parcel) {
    try {
      Format.Answer answer = call(format.post(parcel, clock.instant()));
      Optional<Format.Post> other = format.instead(parcel, answer);
      return format.judge(other.isPresent() ? call(other.get()) : answer);
    } catch (IOException e) {
      return new Receipt.Later(words(e));
    }
  }

  @Override
  public Optional<String> check() {
    Optional<Format.Look> look = format.look();
    if (look.isEmpty()) {
      return Touch.trouble(format.address(), trust, names);
    }
    try {
      Format.Answer answer = get(look.get());
      return answer.success()
          ? Optional.empty()
          : Optional.of("answered " + answer.code() + Answers.said(answer.body()));
    } catch (IOException e) {
      return Optional.of(words(e));
    }
  }

  private static String words(IOException failure) {
    return switch (failure) {
      case UnknownHostException unknown -> String.valueOf(unknown.getMessage());
      case InterruptedIOException _ -> "no answer within " + PATIENCE.toSeconds() + " s";
      case SSLException tls -> "TLS failed: " + tls.getMessage();
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  private Format.Answer call(Format.Post post) throws IOException {
    return call(
        post.url(),
        new Request.Builder()
            .headers(Headers.of(post.headers()))
            .post(RequestBody.create(post.bytes(), JSON)));
  }

  private Format.Answer get(Format.Look look) throws IOException {
    return call(look.url(), new Request.Builder().headers(Headers.of(look.headers())).get());
  }

  private Format.Answer call(String address, Request.Builder what) throws IOException {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null) {
      throw new IOException("the address is none");
    }
    List<InetAddress> addresses = names.find(url.host(), PATIENCE);
    Request request =
        what.url(url).header("User-Agent", "PiHA").header("Connection", "close").build();
    OkHttpClient once = client.newBuilder().dns(_ -> addresses).build();
    try (Response response = once.newCall(request).execute()) {
      return new Format.Answer(
          response.code(),
          Answers.plainRetry(Optional.ofNullable(response.header("Retry-After")), clock.instant()),
          text(response.body().source()));
    }
  }

  private static String text(BufferedSource source) throws IOException {
    Buffer body = new Buffer();
    while (body.size() < MOST_BYTES && source.read(body, 8192) >= 0) {
      // Goes on to the end or to the limit, whichever comes first.
    }
    return body.readString(Math.min(body.size(), MOST_BYTES), StandardCharsets.UTF_8);
  }
}
