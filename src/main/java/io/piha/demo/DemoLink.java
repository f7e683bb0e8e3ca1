package io.piha.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * One simulated program's connection to the broker, kept up until it is closed.
 *
 * <p>Paho's own reconnect shares its state over the whole process and subscribes to nothing
 * afterwards, and its callbacks must not be held up. So each attempt has a fresh client, messages
 * only go into a bounded inbox, and one thread connects, subscribes and empties it. A full inbox
 * drops the newest message, as a slow subscriber's broker would.
 */
final class DemoLink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int INBOX = 2_000;

  /**
   * Paho logs each lost connection as severe; here it is part of the play. Held, else forgotten.
   */
  private final Logger chatter = Logger.getLogger("org.eclipse.paho.mqttv5.client");

  private final String broker;
  private final String clientId;
  private final List<String> filters;
  private final Duration firstPause;
  private final Consumer<Heard> listener;
  private final Thread worker;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable MqttAsyncClient connected;

  /**
   * @param broker {@code mqtt://HOST:PORT}
   * @param firstPause the back-off after the first failed attempt; it doubles up to sixteenfold
   * @param listener hears each message, one at a time, on this link's own thread
   */
  DemoLink(
      String broker,
      String clientId,
      List<String> filters,
      Duration firstPause,
      Consumer<Heard> listener) {
    this.chatter.setLevel(Level.OFF);
    this.broker = broker.replaceFirst("^mqtt:", "tcp:");
    this.clientId = clientId;
    this.filters = List.copyOf(filters);
    this.firstPause = firstPause;
    this.listener = listener;
    this.worker = Thread.ofVirtual().name("demo-link-" + clientId).unstarted(this::keepUp);
  }

  /** Begins to connect; returns at once. */
  DemoLink start() {
    worker.start();
    return this;
  }

  boolean isConnected() {
    return connected != null;
  }

  /** Sends a message; false when the broker is away, and then it is gone, as with a real sender. */
  boolean publish(String topic, String payload, int qos, boolean retained) {
    return publish(topic, payload, qos, retained, new MqttProperties());
  }

  /** As above, with MQTT 5 properties such as a response topic. */
  boolean publish(
      String topic, String payload, int qos, boolean retained, MqttProperties properties) {
    MqttAsyncClient client = connected;
    if (client == null || closed.get()) {
      return false;
    }
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(qos);
    message.setRetained(retained);
    message.setProperties(properties);
    try {
      client.publish(topic, message);
      return true;
    } catch (MqttException | RuntimeException lost) {
      return false;
    }
  }

  /**
   * Sends a message and waits until the broker has it; for the last words before the connection is
   * cut, which would otherwise be lost in a queue.
   */
  boolean deliver(String topic, String payload) {
    MqttAsyncClient client = connected;
    if (client == null || closed.get()) {
      return false;
    }
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    try {
      client.publish(topic, message).waitForCompletion(PATIENCE.toMillis());
      return true;
    } catch (MqttException | RuntimeException lost) {
      return false;
    }
  }

  /** Ends the connection abruptly, as a power cut does: without a word to the broker. */
  @Override
  public void close() {
    closed.set(true);
    worker.interrupt();
  }

  private void keepUp() {
    Duration pause = firstPause;
    while (!closed.get()) {
      BlockingQueue<Optional<Heard>> inbox = new LinkedBlockingQueue<>(INBOX);
      MqttAsyncClient client = null;
      try {
        client = new MqttAsyncClient(broker, clientId, new MemoryPersistence());
        connect(client, inbox);
        connected = client;
        pause = firstPause;
        listen(inbox);
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      } catch (MqttException | RuntimeException failed) {
        // Whatever it was, this client is thrown away and the next attempt starts from nothing.
      } finally {
        connected = null;
        discard(client);
      }
      pause = rest(pause);
    }
  }

  private void connect(MqttAsyncClient client, BlockingQueue<Optional<Heard>> inbox)
      throws MqttException {
    client.setCallback(new LinkInbox(inbox));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(10);
    options.setConnectionTimeout((int) PATIENCE.toSeconds());
    options.setUseSubscriptionIdentifiers(false);
    client.connect(options).waitForCompletion(PATIENCE.toMillis());
    if (!filters.isEmpty()) {
      MqttSubscription[] wanted =
          filters.stream().map(DemoLink::asPublished).toArray(size -> new MqttSubscription[size]);
      client.subscribe(wanted).waitForCompletion(PATIENCE.toMillis());
    }
  }

  private static MqttSubscription asPublished(String filter) {
    MqttSubscription subscription = new MqttSubscription(filter, 1);
    subscription.setRetainAsPublished(true);
    return subscription;
  }

  private void listen(BlockingQueue<Optional<Heard>> inbox) throws InterruptedException {
    for (Optional<Heard> next = inbox.take(); next.isPresent(); next = inbox.take()) {
      if (closed.get()) {
        return;
      }
      listener.accept(next.get());
    }
  }

  private Duration rest(Duration pause) {
    if (closed.get()) {
      return pause;
    }
    try {
      long most = pause.toMillis();
      TimeUnit.MILLISECONDS.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    Duration next = pause.multipliedBy(2);
    Duration most = firstPause.multipliedBy(16);
    return next.compareTo(most) > 0 ? most : next;
  }

  private static void discard(@Nullable MqttAsyncClient client) {
    if (client == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      client.disconnectForcibly(0, 200, false);
    } catch (MqttException | RuntimeException alreadyGone) {
      // It was not connected; closing below frees the rest.
    }
    try {
      client.close(true);
    } catch (MqttException | RuntimeException alreadyGone) {
      // Nothing of it is used again.
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
