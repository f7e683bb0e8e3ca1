package io.piha.poe.rest;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.site.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP with one device, for one call of its driver at a time: sessions and rotating tokens
 * are thereby never the concern of two. Each request has a connection of its own, so none is ever
 * sent into a connection that died unseen, and none is sent twice.
 */
public final class RestClient {
  /** A console tells all its devices in one answer; no honest one tells more than this. */
  private static final long MOST_BYTES = 8L << 20;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(10);
  private static final Duration LOCKED_OUT = Duration.ofMinutes(5);

  private final String device;
  private final Trust trust;
  private final RestTiming timing;
  private final NameLookup names;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable OkHttpClient client;
  private Instant quietUntil = Instant.MIN;
  private String quietWhy = "";

  /**
   * @param device the switch's name in the site file
   * @param clock the engine's
   */
  public RestClient(
      String device, Trust trust, RestTiming timing, NameLookup names, InstantSource clock) {
    this.device = device;
    this.trust = trust;
    this.timing = timing;
    this.names = names;
    this.clock = clock;
  }

  /** Several requests that belong together. */
  public interface Talk<T> {
    T with(Round round) throws SwitchTrouble;
  }

  /** The longest that {@link #talk} takes: its turn comes, and it ends. */
  public Duration longest() {
    return timing.whole().plus(timing.answer());
  }

  public InstantSource clock() {
    return clock;
  }

  /**
   * Talks to the device when nobody else does.
   *
   * @param tried what for, such as {@code reading port 3 of rack}; begins every trouble's words
   */
  public <T> T talk(String tried, Talk<T> talk) throws SwitchTrouble {
    boolean mine = false;
    try {
      mine = turn.tryLock(timing.answer().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!mine) {
      throw new SwitchTrouble(
          Kind.NOT_SENT, tried + ": another call still waits for the answer of " + device);
    }
    try {
      return talk.with(new Round(tried, clock.instant().plus(timing.whole())));
    } finally {
      turn.unlock();
    }
  }

  /** The requests of one {@link #talk}. */
  public final class Round {
    private final String tried;
    private final Instant end;

    Round(String tried, Instant end) {
      this.tried = tried;
      this.end = end;
    }

    /**
     * Sends a request once and reads its answer, whatever its status is; only 429 is trouble.
     *
     * @throws SwitchTrouble {@code NOT_SENT} while the device wants to be left alone
     */
    public RestAnswer send(RestCall call) throws SwitchTrouble {
      Instant now = clock.instant();
      if (now.isBefore(quietUntil)) {
        throw new SwitchTrouble(
            Kind.NOT_SENT,
            tried
                + ": "
                + quietWhy
                + "; not asked again for "
                + (1 + Duration.between(now, quietUntil).toSeconds())
                + " s");
      }
      Duration left = Duration.between(now, end);
      Duration patience = left.compareTo(timing.answer()) < 0 ? left : timing.answer();
      if (patience.toMillis() <= 0) {
        throw new SwitchTrouble(
            Kind.NO_ANSWER, tried + ": not done within " + timing.whole().toMillis() + " ms");
      }
      RestAnswer answer = exchange(call, patience);
      if (answer.code() == 429) {
        // UniFi locks logins out for minutes and says no more than this.
        Duration usual = answer.body().contains("LIMIT_REACHED") ? LOCKED_OUT : USUAL_PAUSE;
        pause(
            answer.header("Retry-After").map(RestClient::seconds).orElse(usual),
            "it asked us to slow down (status 429)");
        throw refused("it asked us to slow down (status 429)");
      }
      return answer;
    }

    private RestAnswer exchange(RestCall call, Duration patience) throws SwitchTrouble {
      try {
        List<InetAddress> addresses = names.find(call.url().host(), patience);
        OkHttpClient once = client().newBuilder().dns(_ -> addresses).callTimeout(patience).build();
        try (Response response = once.newCall(call.request()).execute()) {
          return answer(response);
        }
      } catch (IOException e) {
        throw RestFailure.of(tried, e, patience);
      } catch (GeneralSecurityException e) {
        throw new SwitchTrouble(
            Kind.REFUSED, tried + ": TLS cannot be set up: " + e.getMessage(), e);
      }
    }

    /** Sends nothing for a while; a device that refuses a login may lock us out otherwise. */
    public void pause(Duration span, String why) {
      quietUntil = clock.instant().plus(span);
      quietWhy = why;
    }

    public SwitchTrouble refused(String why) {
      return new SwitchTrouble(Kind.REFUSED, tried + ": " + why);
    }

    public SwitchTrouble bad(String why) {
      return new SwitchTrouble(Kind.BAD_ANSWER, tried + ": " + why);
    }

    public SwitchTrouble notSent() {
      return new SwitchTrouble(Kind.NOT_SENT, tried + ": its time had passed");
    }

    /**
     * What a status other than success means for a request: 4xx, nothing was done; 5xx, the device
     * itself may not know.
     */
    public SwitchTrouble status(RestAnswer answer, String hint) {
      String words = answer.brief() + (hint.isEmpty() ? "" : ": " + hint);
      return answer.code() >= 500 ? bad(words) : refused(words);
    }
  }

  private OkHttpClient client() throws GeneralSecurityException, IOException {
    OkHttpClient known = client;
    if (known != null) {
      return known;
    }
    OkHttpClient made =
        TlsTrust.apply(
                new OkHttpClient.Builder()
                    .proxy(Proxy.NO_PROXY)
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .connectTimeout(Duration.ZERO)
                    .readTimeout(Duration.ZERO)
                    .writeTimeout(Duration.ZERO)
                    // The library repeats a request at once that got 503 with "Retry-After: 0".
                    .addNetworkInterceptor(
                        chain -> {
                          Response response = chain.proceed(chain.request());
                          return response.code() == 503
                              ? response.newBuilder().removeHeader("Retry-After").build()
                              : response;
                        }),
                trust)
            .build();
    client = made;
    return made;
  }

  private static RestAnswer answer(Response response) throws IOException {
    BufferedSource source = response.body().source();
    Buffer body = new Buffer();
    while (body.size() <= MOST_BYTES && source.read(body, 8192) >= 0) {
      // Goes on to the end or to the limit, whichever comes first.
    }
    if (body.size() > MOST_BYTES) {
      throw new IOException("unexpected end of stream: the answer is too long");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach(each -> headers.put(each.getFirst().toLowerCase(Locale.ROOT), each.getSecond()));
    List<String> cookies =
        response.headers("Set-Cookie").stream().map(each -> each.split(";", 2)[0].strip()).toList();
    return new RestAnswer(
        response.code(), headers, cookies, body.readString(StandardCharsets.UTF_8));
  }

  private static Duration seconds(String text) {
    try {
      Duration asked = Duration.ofSeconds(Math.max(1, Long.parseLong(text.strip())));
      return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    } catch (NumberFormatException e) {
      return USUAL_PAUSE;
    }
  }
}
