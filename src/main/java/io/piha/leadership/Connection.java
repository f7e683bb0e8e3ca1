package io.piha.leadership;

import io.piha.engine.TlsKeys;
import io.piha.site.ClientTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the broker, from its beginning to its end; never used again. Every wait has a
 * bound, and whatever the library does in its end does not concern the next connection.
 */
final class Connection implements AutoCloseable {
  /** More unacknowledged publications than this are not under way at once. */
  private static final int WINDOW = 1_024;

  /** A topic and properties take no more bytes than this. */
  private static final long ENVELOPE = 2_048;

  private static final int REFUSED = 0x80;
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final BrokerAddress broker;
  private final BrokerSocket socket;
  private final SievedClient client;

  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private Semaphore window = new Semaphore(WINDOW);

  /** Ours too at first: nobody of us would take a longer one. */
  private long longestPacket = Limits.STATUS;

  private Connection(BrokerAddress broker, BrokerSocket socket, SievedClient client) {
    this.broker = broker;
    this.socket = socket;
    this.client = client;
  }

  /** Takes what arrives, on the library's thread: must return at once and not throw. */
  interface Receiver extends PacketSieve.Express {
    void arrived(String topic, MqttMessage message);

    @Override
    default boolean take(String topic, byte[] payload, boolean retained) {
      return false;
    }
  }

  /** A message that the broker publishes when we are gone without a word. */
  record Will(String topic, String payload) {}

  private static SSLSocketFactory tls(LinkSettings settings) throws TroubleException {
    try {
      return TlsKeys.factory(
          new ClientTls(settings.caFile(), settings.clientCert(), settings.clientKey()));
    } catch (IOException | GeneralSecurityException e) {
      throw new TroubleException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Connects, or says why not. The calling thread waits no longer than {@code timeout}. */
  static Connection open(
      LinkSettings settings,
      int keepAliveSeconds,
      Optional<Will> will,
      Receiver receiver,
      Duration timeout)
      throws TroubleException {
    BrokerAddress broker = BrokerAddress.of(settings.url());
    Optional<SSLSocketFactory> tls = broker.tls() ? Optional.of(tls(settings)) : Optional.empty();
    BrokerSocket socket = new BrokerSocket(broker, tls, timeout, receiver);
    CompletableFuture<Connection> opened = new CompletableFuture<>();
    // A virtual thread is a daemon, and so are the threads that the library starts from it.
    Thread.ofVirtual()
        .name("mqtt-connect")
        .start(
            () -> {
              try {
                Connection made =
                    new Connection(broker, socket, new SievedClient(socket, settings.clientId()));
                made.connect(settings, keepAliveSeconds, will, receiver, timeout);
                opened.complete(made);
              } catch (MqttException | TroubleException | RuntimeException e) {
                opened.completeExceptionally(e);
              }
            });
    try {
      return opened.get(timeout.toMillis() + 500, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      socket.abort();
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw cause instanceof TroubleException trouble
          ? trouble
          : new TroubleException(Trouble.words(cause, broker), e);
    } catch (InterruptedException e) {
      socket.abort();
      Thread.currentThread().interrupt();
      throw new TroubleException("interrupted while connecting to " + broker, e);
    }
  }

  private void connect(
      LinkSettings settings,
      int keepAliveSeconds,
      Optional<Will> will,
      Receiver receiver,
      Duration timeout)
      throws MqttException, TroubleException {
    client.setCallback(new Events(broker, receiver, lost));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setUseSubscriptionIdentifiers(false);
    options.setKeepAliveInterval(keepAliveSeconds);
    options.setMaximumPacketSize((long) Limits.STATUS);
    settings.username().ifPresent(options::setUserName);
    settings
        .password()
        .ifPresent(password -> options.setPassword(password.getBytes(StandardCharsets.UTF_8)));
    will.ifPresent(each -> options.setWill(each.topic(), message(each)));
    IMqttToken token = client.connect(options);
    token.waitForCompletion(timeout.toMillis());
    welcome(token.getResponseProperties());
  }

  private static MqttMessage message(Will will) {
    return new MqttMessage(will.payload().getBytes(StandardCharsets.UTF_8), 1, true, null);
  }

  private void welcome(@Nullable MqttProperties broker5) throws TroubleException {
    if (broker5 == null) {
      return;
    }
    if (Boolean.FALSE.equals(broker5.isRetainAvailable())) {
      throw new TroubleException(broker + " does not keep retained messages; the state needs them");
    }
    Integer quality = broker5.getMaximumQoS();
    if (quality != null && quality < 1) {
      throw new TroubleException(broker + " offers no QoS 1; orders must be confirmed");
    }
    Integer receive = broker5.getReceiveMaximum();
    if (receive != null) {
      window = new Semaphore(Math.clamp(receive, 1, WINDOW));
    }
    Long packet = broker5.getMaximumPacketSize();
    if (packet != null) {
      longestPacket = Math.min(packet, longestPacket);
    }
  }

  /** Completes, with words, when the connection is gone. */
  CompletableFuture<String> lost() {
    return lost;
  }

  /** Whether a message of that many bytes may be too long for the broker, or for who reads it. */
  boolean isTooLong(int bytes) {
    return bytes + ENVELOPE > longestPacket;
  }

  /** Where the broker is. */
  BrokerAddress broker() {
    return broker;
  }

  /** How many publications may be under way: one permit each, given back when it is answered. */
  Semaphore window() {
    return window;
  }

  /** Subscribes and waits for the answer; a topic that the broker denies is trouble. */
  void subscribe(List<MqttSubscription> subscriptions, Duration timeout) throws TroubleException {
    try {
      IMqttToken token =
          client.subscribe(
              subscriptions.toArray(MqttSubscription[]::new), null, null, new MqttProperties());
      token.waitForCompletion(timeout.toMillis());
      int[] codes = token.getReasonCodes();
      for (int i = 0; codes != null && i < codes.length; i++) {
        if (codes[i] >= REFUSED) {
          throw new TroubleException(
              broker + " denies the subscription to " + subscriptions.get(i).getTopic());
        }
      }
    } catch (MqttException | RuntimeException e) {
      throw new TroubleException("subscribing failed: " + Trouble.words(e, broker), e);
    }
  }

  /** Publishes; the answer comes once, whatever happens, unless the broker is silent. */
  CompletableFuture<Published> publish(String topic, MqttMessage message) {
    CompletableFuture<Published> answer = new CompletableFuture<>();
    if (isTooLong(message.getPayload().length)) {
      answer.complete(
          Published.no(
              "%s takes packets of at most %d bytes; this one has %d"
                  .formatted(broker, longestPacket, message.getPayload().length)));
      return answer;
    }
    try {
      client.publish(topic, message, null, new Answered(broker, answer));
    } catch (MqttException | RuntimeException e) {
      answer.complete(Published.no(Trouble.words(e, broker)));
    }
    return answer;
  }

  /** Says goodbye, so that the will is not published. */
  @Override
  public void close() {
    try {
      client.disconnect(GOODBYE.toMillis()).waitForCompletion(GOODBYE.toMillis());
    } catch (MqttException | RuntimeException e) {
      // gone already, or not listening: hanging up is all that is left
    }
    abort();
  }

  /** Hangs up. */
  void abort() {
    socket.abort();
    lost.complete("closed by us");
    Thread.ofVirtual()
        .name("mqtt-dispose")
        .start(
            () -> {
              try {
                client.disconnectForcibly(0, 100, 0, new MqttProperties());
                client.close(true);
              } catch (MqttException | RuntimeException e) {
                // whatever state it was in, nobody uses it any more
              }
            });
  }

  private record Answered(BrokerAddress broker, CompletableFuture<Published> answer)
      implements MqttActionListener {
    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      if (codes != null && codes.length > 0 && codes[0] >= REFUSED) {
        answer.complete(Published.no(Trouble.reason(codes[0], broker)));
      } else {
        answer.complete(Published.YES);
      }
    }

    @Override
    public void onFailure(IMqttToken token, Throwable exception) {
      answer.complete(Published.no(Trouble.words(exception, broker)));
    }
  }
}
