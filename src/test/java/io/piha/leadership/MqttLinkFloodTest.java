package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.Signal;
import io.piha.testing.Mosquitto;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Much at once, through a Mosquitto that does not save each message. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_sub", "stdbuf"})
class MqttLinkFloodTest {
  private static final ServiceTopics HA =
      new ServiceTopics("ha", "piha/leader/ha", Set.of("haos", "standby"));

  @TempDir Path folder;
  private final Ear ear = new Ear();
  private Mosquitto broker;
  private Clients clients;
  private MqttLink link;

  @BeforeEach
  void start() {
    broker = Peers.mosquitto(folder, "autosave_on_changes false");
    clients = new Clients(broker.port());
    link =
        new MqttLink(
            LinkSettings.plain(broker.url(), "nas", List.of(HA)),
            LinkTiming.DEFAULT,
            new Signatures(Map.of(), _ -> true),
            ear,
            InstantSource.system(),
            ear);
  }

  @AfterEach
  void stop() {
    link.close();
    broker.close();
  }

  private void connected() {
    link.start();
    ear.await(Signal.RoundTrip.class);
  }

  @Test
  void aFloodOfHeartbeatsArrivesWithoutLoss() {
    connected();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines
          .append("{\"host\":\"haos\",\"state\":\"leader\",\"epoch\":7,\"seq\":")
          .append(i)
          .append("}\n");
    }
    clients.run(
        lines.toString().getBytes(StandardCharsets.UTF_8),
        "mosquitto_pub",
        "-t",
        HA.heartbeat(),
        "-l",
        "-q",
        "0");
    Awaitility.await().atMost(Ear.PATIENCE).until(() -> ear.heartbeats() == 20_000);
    assertThat(ear.all(Signal.BrokerLost.class)).isEmpty();
  }

  @Test
  void aThousandOrdersLeaveInOrderWithoutWaitingForEachOther() {
    connected();
    try (Clients.Listening all = clients.listen("-t", HA.cmd(), "-F", "%p", "-q", "1")) {
      for (int i = 0; i < 1_000; i++) {
        link.offer(
            new Effect.SendOrder(
                "ha",
                new Order("o" + i, Order.Verb.PROMOTE, "haos", i, ""),
                Duration.ofSeconds(9)));
      }
      ear.awaitCount(Signal.OrderSent.class, 1_000);
      assertThat(ear.all(Signal.OrderSent.class))
          .extracting(Signal.OrderSent::why)
          .containsOnly("");
      all.await("\"id\":\"o999\"");
      for (int i = 0; i < 1_000; i++) {
        assertThat(all.lines().get(i)).contains("\"id\":\"o" + i + "\"");
      }
    }
  }
}
