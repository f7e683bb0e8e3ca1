package io.piha.leadership;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * Asks the active control plane over the broker, from any machine, and reads its status. One short
 * visit under a name of its own; for the command line.
 */
public final class MqttRequester implements AutoCloseable {
  private static final String REPLIES = "piha/reply/";
  private static final int KEEP_ALIVE_SECONDS = 60;

  private final LinkSettings visitor;
  private final Wire wire;
  private final InstantSource clock;
  private final Connection connection;
  private final BlockingQueue<byte[]> answers;
  private final BlockingQueue<MqttMessage> statuses;
  private boolean listening;

  private MqttRequester(
      LinkSettings visitor,
      Wire wire,
      InstantSource clock,
      Connection connection,
      BlockingQueue<byte[]> answers,
      BlockingQueue<MqttMessage> statuses) {
    this.visitor = visitor;
    this.wire = wire;
    this.clock = clock;
    this.connection = connection;
    this.answers = answers;
    this.statuses = statuses;
  }

  /**
   * Who signs.
   *
   * @param key the key that operator shares with the control plane
   */
  public record Signer(String operator, String key) {
    /** Without the key. */
    @Override
    public String toString() {
      return "Signer[" + operator + "]";
    }
  }

  /**
   * Connects to the broker.
   *
   * @throws IOException when there is no connection; its message says why
   */
  public static MqttRequester open(LinkSettings settings, InstantSource clock, Duration timeout)
      throws IOException {
    String id = "piha-cli-" + UUID.randomUUID().toString().substring(0, 8);
    LinkSettings visitor = settings.asVisitor(id);
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>(64);
    BlockingQueue<MqttMessage> statuses = new ArrayBlockingQueue<>(1);
    Connection.Receiver receiver =
        (topic, message) -> {
          if (topic.equals(Topics.STATUS)) {
            replace(statuses, message);
          } else {
            // What does not fit is nobody's answer: only one is waited for.
            boolean _ = answers.offer(message.getPayload());
          }
        };
    try {
      return new MqttRequester(
          visitor,
          new Wire(id, () -> UUID.randomUUID().toString()),
          clock,
          Connection.open(visitor, KEEP_ALIVE_SECONDS, Optional.empty(), receiver, timeout),
          answers,
          statuses);
    } catch (TroubleException e) {
      throw new IOException(e.why(), e);
    }
  }

  /** Of what nobody has read yet only the newest counts. */
  private static void replace(BlockingQueue<MqttMessage> statuses, MqttMessage newest) {
    while (!statuses.offer(newest)) {
      statuses.poll();
    }
  }

  /**
   * Publishes a request and waits for its answer.
   *
   * @param request its service must be one of the settings'
   * @return empty when no control plane answered in time
   * @throws IOException when the request could not be published
   */
  public Optional<Effect.Answer> ask(Request request, Optional<Signer> signer, Duration timeout)
      throws IOException {
    String topic =
        visitor.services().stream()
            .filter(each -> each.service().equals(request.service()))
            .findFirst()
            .map(ServiceTopics::cmd)
            .orElseThrow(() -> new IOException("no such service: " + request.service()));
    String replies = REPLIES + visitor.clientId();
    subscribe(replies, timeout);
    byte[] payload = wire.encode(request);
    MqttProperties properties = new MqttProperties();
    properties.setResponseTopic(replies);
    properties.setCorrelationData(request.id().getBytes(StandardCharsets.UTF_8));
    properties.setMessageExpiryInterval(Math.max(1, timeout.toSeconds()));
    signer.ifPresent(each -> properties.setUserProperties(signature(each, topic, payload)));
    publish(topic, new MqttMessage(payload, 1, false, properties), timeout);
    return answerTo(request.id(), timeout);
  }

  private List<UserProperty> signature(Signer signer, String topic, byte[] payload) {
    String at = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    String nonce = UUID.randomUUID().toString();
    return List.of(
        new UserProperty(SignedBy.OPERATOR, signer.operator()),
        new UserProperty(SignedBy.AT, at),
        new UserProperty(SignedBy.NONCE, nonce),
        new UserProperty(
            SignedBy.SIGNATURE, Signatures.sign(signer.key(), topic, payload, at, nonce)));
  }

  private void publish(String topic, MqttMessage message, Duration timeout) throws IOException {
    try {
      Published came =
          connection.publish(topic, message).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!came.confirmed()) {
        throw new IOException("the request was not taken: " + came.why());
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(connection.broker() + " did not take the request in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Optional<Effect.Answer> answerTo(String id, Duration timeout) throws IOException {
    Instant until = clock.instant().plus(timeout);
    for (Duration left = timeout;
        left.isPositive();
        left = Duration.between(clock.instant(), until)) {
      byte[] payload = poll(answers, left).orElse(new byte[0]);
      Optional<Effect.Answer> answer = wire.answer(payload);
      if (answer.isPresent() && answer.get().requestId().equals(id)) {
        return answer;
      }
    }
    return Optional.empty();
  }

  /**
   * The newest status of the control plane that was not given yet: first the retained one, then
   * what is published. After a silence the broker is asked anew, and tells the retained one again.
   *
   * @return empty when there is none in time
   * @throws IOException when the broker does not let us listen, or is gone
   */
  public Optional<byte[]> status(Duration timeout) throws IOException {
    if (!listening) {
      subscribe(Topics.STATUS, timeout);
    }
    Optional<MqttMessage> newest = poll(statuses, timeout);
    listening = newest.isPresent();
    return newest.map(MqttMessage::getPayload);
  }

  private void subscribe(String topic, Duration timeout) throws IOException {
    try {
      connection.subscribe(List.of(new MqttSubscription(topic, 1)), timeout);
    } catch (TroubleException e) {
      throw new IOException(e.why(), e);
    }
  }

  private static <T> Optional<T> poll(BlockingQueue<T> queue, Duration timeout) throws IOException {
    try {
      return Optional.ofNullable(queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
