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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
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
  private final NameLookup names;
  private final HttpUrl base;
  private final OptionalInt port;
  private final OkHttpClient client;

  CoreDoor(Snapshots access, NameLookup names) throws IOException {
    this(access, names, base(access), OptionalInt.empty());
  }

  private static HttpUrl base(Snapshots access) throws IOException {
    HttpUrl url = HttpUrl.parse(access.url().reveal());
    if (url == null) {
      throw new IOException(access.url() + " is no address of a Core");
    }
    return url;
  }

  private CoreDoor(Snapshots access, NameLookup names, HttpUrl base, OptionalInt port)
      throws IOException {
    this.access = access;
    this.names = names;
    this.base = base;
    this.port = port;
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
    return access.url().toString() + (port.isPresent() ? " (port " + port.getAsInt() + ")" : "");
  }

  /**
   * The same machine at the port that a redirect names; empty when it leads anywhere else. Core
   * moved to port 80 on new systems in 2026.8 and shows the way there until it is set up.
   */
  Optional<CoreDoor> moved(String location) throws IOException {
    HttpUrl to = base.resolve(location);
    if (to == null
        || !to.host().equals(base.host())
        || !to.scheme().equals(base.scheme())
        || to.port() == base.port()) {
      return Optional.empty();
    }
    return Optional.of(
        new CoreDoor(
            access, names, base.newBuilder().port(to.port()).build(), OptionalInt.of(to.port())));
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
  record Answer(int code, String body, String location) {}

  /** Asks for something short. */
  Answer ask(Request request, Duration patience) throws IOException {
    try (Response response =
        client.newBuilder().callTimeout(patience).build().newCall(request).execute()) {
      return answer(response);
    }
  }

  private static Answer answer(Response response) throws IOException {
    String to = Objects.requireNonNullElse(response.header("Location"), "");
    return new Answer(response.code(), text(response), to);
  }

  /**
   * Asks for what must not happen twice: over a connection of its own, and never sent again by the
   * client, which would otherwise repeat it unasked when the connection goes.
   *
   * @param longest for the whole of it
   * @param silence how long nothing may come before it counts as lost
   * @throws NotSent when nothing of it left this machine
   */
  Answer askOnce(Request request, Duration longest, Duration silence) throws IOException {
    AtomicBoolean sent = new AtomicBoolean();
    OkHttpClient once =
        client
            .newBuilder()
            .connectionPool(new ConnectionPool())
            .retryOnConnectionFailure(false)
            .eventListener(
                new EventListener() {
                  @Override
                  public void requestHeadersStart(Call call) {
                    sent.set(true);
                  }
                })
            .callTimeout(longest)
            .readTimeout(silence)
            .build();
    try (Response response = once.newCall(request).execute()) {
      return answer(response);
    } catch (IOException e) {
      throw sent.get() ? e : new NotSent(why(e), e);
    } finally {
      once.connectionPool().evictAll();
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
