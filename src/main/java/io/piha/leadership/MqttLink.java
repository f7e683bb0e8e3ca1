package io.piha.leadership;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import io.piha.engine.Right;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.jspecify.annotations.Nullable;

/**
 * The control plane's line to the broker. Keeps one connection up by itself and tells the inbox
 * when it stands ({@link Signal.BrokerConnected}, once everything is subscribed), when a message of
 * its own came back ({@link Signal.RoundTrip}) and when it is gone ({@link Signal.BrokerLost}, once
 * per loss, and once when the very first attempt fails).
 *
 * <p>All methods return at once and may be called from any thread.
 */
public final class MqttLink implements AutoCloseable {
  private static final int SUBSCRIPTIONS_AT_ONCE = 200;
  private static final int MOST_TRIES = 3;
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final LinkSettings settings;
  private final LinkTiming timing;
  private final Wire wire;
  private final Inbox inbox;
  private final InstantSource clock;
  private final LinkListener listener;
  private final Right right;
  private final Outbox outbox;
  private final RequestDesk desk;
  private final Speech speech;
  private final AtomicReference<@Nullable Connection> current = new AtomicReference<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean started;
  private boolean everConnected;
  private boolean lossTold;
  private int uptimeTries;

  /**
   * A link that is not running yet.
   *
   * @param signatures judges signed requests; with no operators it refuses every one
   * @param clock stamps arrivals and times; the engine's
   */
  public MqttLink(
      LinkSettings settings,
      LinkTiming timing,
      Signatures signatures,
      Inbox inbox,
      InstantSource clock,
      LinkListener listener) {
    this(settings, timing, signatures, inbox, clock, listener, Right.ALWAYS);
  }

  /** The same; nothing is published any more once the right to act is lost. */
  public MqttLink(
      LinkSettings settings,
      LinkTiming timing,
      Signatures signatures,
      Inbox inbox,
      InstantSource clock,
      LinkListener listener,
      Right right) {
    this.settings = settings;
    this.timing = timing;
    this.wire = new Wire(settings.clientId(), () -> UUID.randomUUID().toString());
    this.inbox = inbox;
    this.clock = clock;
    this.listener = listener;
    this.right = right;
    this.outbox = new Outbox(clock, timing.publish(), right);
    this.speech = new Speech(settings, wire, inbox, clock, listener, outbox, current::get);
    this.desk = new RequestDesk(settings.requestsOpen(), signatures, inbox, clock, speech::reply);
  }

  /** Begins to connect, and never gives up until closed. */
  public void start() {
    started = true;
    Thread.ofVirtual().name("mqtt-link").start(this::run);
  }

  /**
   * Publishes what was decided. A state or an order is answered by exactly one signal, at once when
   * there is no connection: nothing is kept for later.
   */
  public void offer(Effect.ToBroker effect) {
    speech.say(effect);
  }

  /** Answers a request that came over this link; one that nobody here asked is ignored. */
  public void answer(Effect.Answer answer) {
    desk.answer(answer);
  }

  /** Publishes the retained status, now and again after each reconnect. */
  public void publishStatus(byte[] json) {
    speech.status(json);
  }

  /**
   * Publishes an audit record.
   *
   * @param service the service it belongs to, or null for the site's own
   * @return completes within the publish limit; what was not confirmed is to be tried again
   */
  public CompletableFuture<Published> publishEvent(@Nullable String service, String jsonLine) {
    return speech.event(service, jsonLine);
  }

  private void run() {
    Backoff backoff =
        new Backoff(timing.firstRetry(), timing.longestRetry(), ThreadLocalRandom.current());
    try {
      do {
        String why = connection(backoff);
        if (closing.getCount() > 0) {
          listener.trouble(why);
        }
      } while (!closing.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      outbox.close();
      desk.close();
      ended.countDown();
    }
  }

  /** One connection from beginning to end; says why it ended. */
  private String connection(Backoff backoff) throws InterruptedException {
    SelfEcho echo = new SelfEcho(timing.echoEvery(), timing.echoLimit(), clock.instant());
    Reception reception =
        new Reception(settings, wire, inbox, clock, desk, new Incoming(echo), !everConnected);
    Connection connection;
    try {
      connection =
          Connection.open(settings, timing.keepAliveSeconds(), will(), reception, timing.connect());
    } catch (TroubleException e) {
      return tellLoss(e.why());
    }
    String why;
    try {
      subscribe(connection);
      everConnected = true;
      lossTold = false;
      current.set(connection);
      inbox.offer(new Signal.BrokerConnected());
      reception.open();
      speech.statusAgain();
      askUptime(connection);
      why = watch(connection, echo, backoff);
    } catch (TroubleException e) {
      why = e.why();
    }
    current.set(null);
    reception.close();
    if (closing.getCount() == 0 && right.holds()) {
      farewell(connection);
      connection.close();
    } else {
      // Without a goodbye the broker says by our will that we are lost.
      connection.abort();
    }
    return tellLoss(why);
  }

  private String tellLoss(String why) {
    if (!lossTold) {
      lossTold = true;
      inbox.offer(new Signal.BrokerLost(why));
    }
    return why;
  }

  private Optional<Connection.Will> will() {
    return settings.active()
        ? Optional.of(
            new Connection.Will(
                Topics.STATUS,
                new String(
                    wire.farewell("lost", settings.startedAt(), clock.instant()),
                    StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  private void subscribe(Connection connection) throws TroubleException {
    List<MqttSubscription> all = Topics.of(settings);
    for (int from = 0; from < all.size(); from += SUBSCRIPTIONS_AT_ONCE) {
      int to = Math.min(all.size(), from + SUBSCRIPTIONS_AT_ONCE);
      connection.subscribe(all.subList(from, to), timing.connect());
    }
  }

  /**
   * Nothing hangs on it: a broker that denies it, or that hangs up instead of saying no, is not
   * asked for ever.
   */
  private void askUptime(Connection connection) {
    if (uptimeTries >= MOST_TRIES) {
      return;
    }
    uptimeTries++;
    try {
      connection.subscribe(List.of(new MqttSubscription(Topics.UPTIME, 0)), timing.connect());
      uptimeTries = 0;
    } catch (TroubleException e) {
      listener.trouble("the broker does not tell its uptime: " + e.why());
    }
  }

  /** Waits for the end of the connection, and brings it about when no echo comes back. */
  private String watch(Connection connection, SelfEcho echo, Backoff backoff)
      throws InterruptedException {
    Instant since = clock.instant();
    while (closing.getCount() > 0) {
      try {
        return connection.lost().get(echo.askedEvery().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillThere) {
        // as it should be
      } catch (ExecutionException e) {
        return String.valueOf(e.getMessage());
      }
      Instant now = clock.instant();
      if (Duration.between(since, now).compareTo(timing.longestRetry()) > 0) {
        backoff.reset();
      }
      switch (echo.tick(now)) {
        case WAIT -> {}
        case SEND -> speech.echo(connection);
        case DEAD -> {
          return "no message of our own came back from %s for %d ms: the connection is dead, or the"
                  .formatted(connection.broker(), timing.echoLimit().toMillis())
              + " broker's ACL denies writing or reading "
              + Topics.echo(settings.clientId());
        }
      }
    }
    return "closed";
  }

  private void farewell(Connection connection) throws InterruptedException {
    if (!settings.active()) {
      return;
    }
    try {
      outbox
          .offer(
              connection,
              Outbox.Letter.of(
                  Topics.STATUS,
                  wire.farewell("stopped", settings.startedAt(), clock.instant()),
                  true))
          .get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      listener.trouble("the broker did not take our goodbye");
    }
  }

  /** Ends the connection in order, waiting a few seconds at most. */
  @Override
  public void close() {
    closing.countDown();
    if (!started) {
      outbox.close();
      desk.close();
      return;
    }
    try {
      if (!ended.await(GOODBYE.toMillis() * 4, TimeUnit.MILLISECONDS)) {
        listener.trouble("the link to the broker did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Incoming implements Reception.Calls {
    private final SelfEcho echo;

    Incoming(SelfEcho echo) {
      this.echo = echo;
    }

    @Override
    public void echo(byte[] payload) {
      if (speech.isEcho(payload)) {
        echo.back();
        inbox.offer(new Signal.RoundTrip());
      }
    }

    @Override
    public void uptime(byte[] payload, boolean replayed) {
      BrokerUptime.read(payload).ifPresent(each -> listener.brokerUptime(each, replayed));
    }

    @Override
    public void namesake(StatusGlance status) {
      listener.namesake(status.startedAt(), status.at());
    }

    @Override
    public void foreignStatus(StatusGlance status, boolean replayed) {
      listener.foreignStatus(
          new LinkListener.Rival(status.id(), status.role(), status.leased(), replayed));
      boolean gone = status.role().equals("lost") || status.role().equals("stopped");
      if (settings.active() && gone) {
        speech.statusAgain();
      }
    }
  }
}
