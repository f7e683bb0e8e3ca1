package io.piha.report.influx;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import io.piha.site.Influx;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines with {@code POST /api/v2/write}, each call within ten seconds. */
final class InfluxServer {
  private static final Logger LOG = LoggerFactory.getLogger(InfluxServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");
  private static final int MOST_SAID = 300;

  /** Longer than this it is not left alone, whatever it asks for. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  /**
   * A line among these will never be taken: it is malformed, or has a field of another type than
   * before. OSS refuses the whole batch for it, so the others are written without it.
   */
  private static final Set<Integer> NEVER = Set.of(400, 422);

  private static final int TOO_LARGE = 413;

  private final Influx settings;
  private final NameLookup names;
  private final InstantSource clock;
  private final OkHttpClient client;
  private volatile Instant restsUntil = Instant.MIN;

  InfluxServer(Influx settings, NameLookup names, InstantSource clock) throws IOException {
    this.settings = settings;
    this.names = names;
    this.clock = clock;
    try {
      this.client =
          TlsTrust.apply(
                  new OkHttpClient.Builder().callTimeout(PATIENCE).followRedirects(false),
                  settings.trust())
              .build();
    } catch (GeneralSecurityException e) {
      throw new IOException("influx: TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** What came of one call. */
  private record Said(int code, Optional<String> retryAfter, String words) {
    boolean fine() {
      return code >= 200 && code < 300;
    }
  }

  /**
   * Writes lines; one that will never be taken is given up, with a word in the log.
   *
   * @throws IOException when they must be written again
   */
  void write(List<String> lines) throws IOException {
    Instant until = restsUntil;
    if (clock.instant().isBefore(until)) {
      throw new IOException("InfluxDB wants to be left alone until " + until);
    }
    Said said = post(String.join("\n", lines) + "\n");
    boolean refused = NEVER.contains(said.code()) || said.code() == TOO_LARGE;
    if (refused && lines.size() > 1) {
      int half = lines.size() / 2;
      write(lines.subList(0, half));
      write(lines.subList(half, lines.size()));
    } else if (refused) {
      LOG.warn("InfluxDB refuses a point for good: {} ({})", said.words(), lines.getFirst());
    } else if (!said.fine()) {
      said.retryAfter().ifPresent(this::rest);
      throw new IOException("InfluxDB answered " + said.code() + " " + said.words());
    }
  }

  /**
   * Why nothing could be written now. It writes nothing: the server looks at token, organization
   * and bucket before it finds that there is no line.
   */
  Optional<String> check() {
    try {
      Said said = post("");
      return said.fine() || NEVER.contains(said.code())
          ? Optional.empty()
          : Optional.of("answered " + said.code() + " " + said.words());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void rest(String seconds) {
    try {
      Duration wish = Duration.ofSeconds(Math.clamp(Long.parseLong(seconds.strip()), 0, 86_400));
      restsUntil = clock.instant().plus(wish.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wish);
    } catch (NumberFormatException e) {
      // a date, or nonsense; the usual pauses do
    }
  }

  private Said post(String body) throws IOException {
    HttpUrl base = HttpUrl.get(settings.url().reveal());
    HttpUrl url =
        base.newBuilder()
            .addPathSegments("api/v2/write")
            .addQueryParameter("org", settings.org())
            .addQueryParameter("bucket", settings.bucket())
            .addQueryParameter("precision", "ns")
            .build();
    List<InetAddress> addresses = names.find(url.host(), PATIENCE);
    Request request =
        new Request.Builder()
            .url(url)
            .header("Authorization", "Token " + settings.token().reveal())
            .header("User-Agent", "PiHA")
            .post(RequestBody.create(body, TEXT))
            .build();
    OkHttpClient once = client.newBuilder().dns(_ -> addresses).build();
    try (Response response = once.newCall(request).execute()) {
      return new Said(
          response.code(),
          Optional.ofNullable(response.header("Retry-After")),
          response.peekBody(MOST_SAID).string().replaceAll("\\p{Cntrl}+", " "));
    } catch (InterruptedIOException e) {
      throw new IOException("InfluxDB did not answer within " + PATIENCE.toSeconds() + " s", e);
    }
  }
}
