package io.piha.alert;

import io.piha.alert.rules.Event;
import io.piha.alert.rules.Spans;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import io.piha.site.Alerting;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead man's switch: calls an address for as long as the engine's loop turns, so that somebody
 * outside notices when the control plane itself is gone. It says nothing of the house.
 */
public final class Watchdog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** When nobody outside has heard of us for so long, people at home are told. */
  private static final Duration UNHEARD = Duration.ofMinutes(10);

  private static final String CAUSE = "watchdog";

  private final Alerting.Watchdog settings;
  private final BooleanSupplier turns;
  private final NameLookup names;
  private final EngineClock clock;
  private final Consumer<Event.Noticed> notice;
  private final Duration unheard;
  private final OkHttpClient client;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Instant failingSince;

  /** Calls at once, and then every so often. */
  public static Watchdog start(
      Alerting.Watchdog settings,
      BooleanSupplier turns,
      NameLookup names,
      EngineClock clock,
      Consumer<Event.Noticed> notice)
      throws GeneralSecurityException, IOException {
    return start(settings, turns, names, clock, notice, UNHEARD);
  }

  /** With another patience before people at home are told. */
  static Watchdog start(
      Alerting.Watchdog settings,
      BooleanSupplier turns,
      NameLookup names,
      EngineClock clock,
      Consumer<Event.Noticed> notice,
      Duration unheard)
      throws GeneralSecurityException, IOException {
    Watchdog dog = new Watchdog(settings, turns, names, clock, notice, unheard);
    Thread.ofVirtual().name("watchdog").start(dog::run);
    return dog;
  }

  private Watchdog(
      Alerting.Watchdog settings,
      BooleanSupplier turns,
      NameLookup names,
      EngineClock clock,
      Consumer<Event.Noticed> notice,
      Duration unheard)
      throws GeneralSecurityException, IOException {
    this.settings = settings;
    this.turns = turns;
    this.names = names;
    this.clock = clock;
    this.notice = notice;
    this.unheard = unheard;
    this.client =
        TlsTrust.apply(new OkHttpClient.Builder().callTimeout(PATIENCE), settings.trust()).build();
  }

  private void run() {
    try {
      do {
        if (turns.getAsBoolean()) {
          call();
        }
      } while (!closed.await(settings.every().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void call() {
    try {
      HttpUrl url = HttpUrl.get(settings.url().reveal());
      List<InetAddress> addresses = names.find(url.host(), PATIENCE);
      OkHttpClient once = client.newBuilder().dns(_ -> addresses).build();
      Request request = new Request.Builder().url(url).header("User-Agent", "PiHA").build();
      try (Response response = once.newCall(request).execute()) {
        heard(response.isSuccessful(), "it answered " + response.code());
      }
    } catch (IOException | RuntimeException e) {
      heard(false, String.valueOf(e.getMessage()));
    }
  }

  private void heard(boolean well, String why) {
    Instant now = clock.instant();
    if (well) {
      if (failingSince != null) {
        LOG.info("the watchdog outside is reached again");
        say(false, "the watchdog outside is reached again");
      }
      failingSince = null;
      return;
    }
    Instant since = failingSince == null ? now : failingSince;
    if (failingSince == null) {
      LOG.warn("the watchdog at {} is not reached: {}", settings.url(), why);
    }
    failingSince = since;
    if (!now.isBefore(since.plus(unheard))) {
      say(
          true,
          "The watchdog outside was not reached for "
              + Spans.words(unheard)
              + ": "
              + why
              + ". It may raise alarm.");
    }
  }

  private void say(boolean active, String text) {
    notice.accept(
        new Event.Noticed(
            CAUSE,
            active,
            Severity.WARNING,
            null,
            null,
            clock.wall(),
            "the watchdog outside is not reached",
            text));
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
