package io.piha.report.influx;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import io.piha.site.Influx;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
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

  /** Lines that will never be taken: a malformed one, or a field of another type than before. */
  private static final Set<Integer> NEVER = Set.of(400, 422);

  private final Influx settings;
  private final NameLookup names;
  private final OkHttpClient client;

  InfluxServer(Influx settings, NameLookup names) throws IOException {
    this.settings = settings;
    this.names = names;
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

  /**
   * Writes lines; those that will never be taken are given up, with a word in the log.
   *
   * @throws IOException when they must be written again
   */
  void write(List<String> lines) throws IOException {
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
            .post(RequestBody.create(String.join("\n", lines) + "\n", TEXT))
            .build();
    OkHttpClient once = client.newBuilder().dns(_ -> addresses).build();
    try (Response response = once.newCall(request).execute()) {
      if (NEVER.contains(response.code())) {
        LOG.warn("InfluxDB refuses {} points for good: {}", lines.size(), said(response));
      } else if (!response.isSuccessful()) {
        throw new IOException("InfluxDB answered " + response.code() + " " + said(response));
      }
    } catch (InterruptedIOException e) {
      throw new IOException("InfluxDB did not answer within " + PATIENCE.toSeconds() + " s", e);
    }
  }

  private static String said(Response response) throws IOException {
    return response.peekBody(MOST_SAID).string();
  }
}
