package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.testing.Mosquitto;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a window far from the control plane hears of it, over a stock Mosquitto. */
@NeedsPeer({"mosquitto", "mosquitto_pub"})
class MqttRequesterTest {

  private static final int MANY = 200;

  @TempDir private Path folder;

  @Test
  void whoeverReadsSlowlyIsToldTheNewestStatusAndNotTheNextOld() throws IOException {
    try (Mosquitto broker = Peers.mosquitto(folder);
        MqttRequester far = open(broker)) {
      Clients clients = new Clients(broker.port());
      clients.publish(Topics.STATUS, "0", "-r");
      assertThat(status(far)).contains("0");

      // All that come while nobody reads.
      String lines =
          String.join("\n", IntStream.rangeClosed(1, MANY).mapToObj(Integer::toString).toList());
      clients.run(
          lines.getBytes(StandardCharsets.UTF_8),
          "mosquitto_pub",
          "-t",
          Topics.STATUS,
          "-q",
          "1",
          "-r",
          "-l");
      Awaitility.await()
          .atMost(Ear.PATIENCE)
          .until(() -> status(far).filter(Integer.toString(MANY)::equals).isPresent());

      clients.publish(Topics.STATUS, "last", "-r");
      assertThat(status(far)).as("nothing older stands before it").contains("last");
    }
  }

  @Test
  void aBrokerThatIsGoneIsNoSilence() throws IOException {
    try (Mosquitto broker = Peers.mosquitto(folder);
        MqttRequester far = open(broker)) {
      assertThat(far.status(Duration.ofMillis(200))).as("nobody has published one").isEmpty();
      broker.kill();
      assertThatThrownBy(() -> far.status(Duration.ofSeconds(2))).isInstanceOf(IOException.class);
    }
  }

  private static Optional<String> status(MqttRequester far) throws IOException {
    return far.status(Ear.PATIENCE).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static MqttRequester open(Mosquitto broker) throws IOException {
    LinkSettings settings = LinkSettings.plain(broker.url(), "far", List.of());
    return MqttRequester.open(settings, InstantSource.system(), Ear.PATIENCE);
  }
}
