package io.piha.recovery.core;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * The way to one Core: its address, our token, and a client with bounded waits. Redirects are not
 * followed, so that the token goes where it was meant to and nowhere else.
 */
final class CoreDoor {

  /** For a connection, and for silence in the middle of an answer. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int LONGEST_ANSWER = 1 << 20;

  private final Snapshots access;
  private final HttpUrl base;
  private final OkHttpClient client;

  CoreDoor(Snapshots access, NameLookup names) throws IOException {
    this.access = access;
    HttpUrl url = HttpUrl.parse(access.url().reveal());
    if (url == null) {
      throw new IOException(access.url() + " is no address of a Core");
    }
    this.base = url;
    try {
      this.client =
          TlsTrust.apply(
                  new OkHttpClient.Builder()
                      .proxy(Proxy.NO_PROXY)
                      .protocols(List.of(Protocol.HTTP_1_1))
                      .followRedirects(false)
                      .followSslRedirects(false)
                      .dns(host -> find(names, host))
                      .connectTimeout(PATIENCE)
                      .readTimeout(SILENCE)
                      .writeTimeout(SILENCE),
                  access.trust())
              .build();
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static List<java.net.InetAddress> find(NameLookup names, String host)
      throws UnknownHostException {
    return names.find(host, PATIENCE);
  }

  OkHttpClient client() {
    return client;
  }

  String token() {
    return access.token().map(each -> each.reveal()).orElse("");
  }

  /** As it may be shown. */
  String shown() {
    return access.url().toString();
  }

  /**
   * An address below Core's.
   *
   * @param path without a slash in front
   */
  HttpUrl.Builder at(String path) {
    return base.newBuilder().query(null).fragment(null).addPathSegments(path);
  }

  Request.Builder request(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("Accept-Encoding", "identity")
        .header("User-Agent", "PiHA");
  }

  Request.Builder withToken(HttpUrl url) {
    return request(url).header("Authorization", "Bearer " + token());
  }

  /** A short answer. */
  record Answer(int code, String body) {}

  /** Asks for something short. */
  Answer ask(Request request, Duration patience) throws IOException {
    try (Response response =
        client.newBuilder().callTimeout(patience).build().newCall(request).execute()) {
      return new Answer(response.code(), text(response));
    }
  }

  /** The beginning of an answer's body, without control characters. */
  static String text(Response response) throws IOException {
    BufferedSource source = response.body().source();
    Buffer body = new Buffer();
    while (body.size() < LONGEST_ANSWER && source.read(body, 8192) >= 0) {
      // Goes on to the end or to the limit, whichever comes first.
    }
    return body.readString(StandardCharsets.UTF_8);
  }

  /** Somebody else's words, short and on one line. */
  static String brief(String text) {
    String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.length() <= 200 ? plain : plain.substring(0, 200) + "…";
  }

  /** What went wrong on the way. */
  static String why(Throwable e) {
    return brief(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
  }
}
