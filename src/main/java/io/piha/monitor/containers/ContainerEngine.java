package io.piha.monitor.containers;

import io.piha.arbiter.ContainerReading;
import io.piha.engine.NameLookup;
import io.piha.site.Containers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** One container engine, asked over its API. Safe for use by several threads. */
public final class ContainerEngine {
  /** How long one question may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** No honest description of one container is longer. */
  private static final long MOST_BYTES = 2L << 20;

  private static final long LONGEST_EVENT = 64 << 10;

  private final Containers engine;
  private final NameLookup names;
  private final HttpUrl url;
  private volatile @Nullable ApiVersion version;
  private volatile @Nullable Call listening;

  public ContainerEngine(Containers engine, NameLookup names) {
    this.engine = engine;
    this.names = names;
    this.url = EngineDoor.url(engine);
  }

  /**
   * What it says of every watched container, by their names there.
   *
   * @throws IOException when it does not tell; the message is a clause for people
   */
  public Map<String, ContainerReading> look() throws IOException {
    try {
      OkHttpClient client = EngineDoor.client(engine, names, PATIENCE);
      ApiVersion spoken = version;
      if (spoken == null) {
        spoken = greet(client);
      }
      Map<String, ContainerReading> seen = new LinkedHashMap<>();
      for (String name : engine.watch()) {
        seen.put(name, inspect(client, spoken, name, true));
      }
      return seen;
    } catch (IOException e) {
      // An engine that was exchanged for another may speak another version.
      version = null;
      throw new IOException(words(e), e);
    }
  }

  /** The newest version that both speak ({@code /_ping} alone is asked without one). */
  private ApiVersion greet(OkHttpClient client) throws IOException {
    Request ping =
        new Request.Builder().url(url.newBuilder().addPathSegment("_ping").build()).build();
    try (Response response = client.newCall(ping).execute()) {
      String said = body(response);
      if (!response.isSuccessful()) {
        throw new IOException("answered " + response.code() + ": " + EngineJson.message(said));
      }
      String theirs = response.header("Api-Version");
      ApiVersion common =
          ApiVersion.common(theirs == null ? Optional.empty() : ApiVersion.parse(theirs));
      version = common;
      return common;
    }
  }

  private ContainerReading inspect(
      OkHttpClient client, ApiVersion spoken, String name, boolean again) throws IOException {
    Request request =
        new Request.Builder().url(at(spoken, "containers", name, "json").build()).build();
    try (Response response = client.newCall(request).execute()) {
      String said = body(response);
      Optional<ApiVersion> wanted =
          response.code() == 400 ? ApiVersion.wanted(said) : Optional.empty();
      if (wanted.isPresent() && again) {
        version = wanted.get();
        return inspect(client, wanted.get(), name, false);
      }
      if (response.code() == 404) {
        return ContainerReading.MISSING;
      }
      if (!response.isSuccessful()) {
        throw new IOException("answered " + response.code() + ": " + EngineJson.message(said));
      }
      return EngineJson.inspected(said);
    }
  }

  private HttpUrl.Builder at(ApiVersion spoken, String... path) {
    HttpUrl.Builder built = url.newBuilder().addPathSegment("v" + spoken);
    for (String each : path) {
      built.addPathSegment(each);
    }
    return built;
  }

  private static String body(Response response) throws IOException {
    BufferedSource source = response.body().source();
    Buffer body = new Buffer();
    while (source.read(body, 8192) >= 0) {
      if (body.size() > MOST_BYTES) {
        throw new IOException("the engine's answer is longer than " + MOST_BYTES + " bytes");
      }
    }
    return body.readString(StandardCharsets.UTF_8);
  }

  /**
   * Listens to its events until the connection ends.
   *
   * @param news called when it begins to tell, and for each event of a watched container
   * @throws IOException when it ends in any way
   */
  void listen(Runnable news) throws IOException {
    ApiVersion spoken = version;
    OkHttpClient client =
        EngineDoor.client(engine, names, PATIENCE)
            .newBuilder()
            .callTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .build();
    HttpUrl events =
        at(spoken == null ? ApiVersion.USUAL : spoken, "events")
            .addQueryParameter("filters", "{\"type\":[\"container\"]}")
            .build();
    Call call = client.newCall(new Request.Builder().url(events).build());
    listening = call;
    try (Response response = call.execute()) {
      if (!response.isSuccessful()) {
        throw new IOException("answered " + response.code());
      }
      news.run();
      Predicate<String> watched = engine.watch()::contains;
      BufferedSource source = response.body().source();
      while (true) {
        String line = source.readUtf8LineStrict(LONGEST_EVENT);
        if (EngineJson.eventOf(line).filter(watched).isPresent()) {
          news.run();
        }
      }
    } finally {
      listening = null;
    }
  }

  /** Ends {@link #listen}; the connection may be dead without knowing. */
  void deafen() {
    Call call = listening;
    if (call != null) {
      call.cancel();
    }
  }

  /** Its address, as in the configuration. */
  public String shown() {
    return engine.engine();
  }

  private String words(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    if (engine.isLocal()) {
      Path socket = Path.of(engine.engine().substring("unix://".length()));
      if (!Files.exists(socket)) {
        return "there is no socket " + socket + "; is the engine running?";
      }
      if (message.toLowerCase(Locale.ROOT).contains("permission")) {
        return "no permission to use " + socket + "; add PiHA's user to the engine's group";
      }
    }
    return switch (failure) {
      case NoRouteToHostException _ -> "the engine's host is unreachable";
      case ConnectException _ -> "the engine refuses the connection";
      case InterruptedIOException _ ->
          "the engine gives no answer within " + PATIENCE.toSeconds() + " s";
      case EOFException _ -> "the engine closed without an answer";
      case javax.net.ssl.SSLException _ -> "TLS: " + EngineJson.brief(message);
      default ->
          message.startsWith("unexpected end of stream")
              ? "the engine closed without an answer"
              : EngineJson.brief(message);
    };
  }
}
