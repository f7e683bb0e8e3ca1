package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Signal;
import io.piha.testing.Mosquitto;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerUptimeTest {
  private static final ServiceTopics HA =
      new ServiceTopics("ha", "piha/leader/ha", Set.of("haos", "standby"));

  @TempDir Path folder;
  private final Ear ear = new Ear();

  private MqttLink link(Mosquitto broker) {
    return new MqttLink(
        LinkSettings.plain(broker.url(), "nas", List.of(HA)),
        LinkTiming.DEFAULT,
        new Signatures(Map.of(), _ -> true),
        ear,
        InstantSource.system(),
        ear);
  }

  @Test
  @NeedsPeer("mosquitto")
  void a_stock_broker_tells_its_uptime_again_and_again() {
    try (Mosquitto broker = Peers.mosquitto(folder, "sys_interval 1");
        MqttLink link = link(broker)) {
      link.start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> ear.uptimes().stream().distinct().count() >= 2);
    }
  }

  @Test
  @NeedsPeer("mosquitto")
  void a_broker_that_lets_nobody_read_it_is_a_broker_all_the_same() throws Exception {
    Path acl = folder.resolve("acl");
    Files.writeString(acl, "topic readwrite piha/#\n");
    Files.setPosixFilePermissions(
        folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Mosquitto broker = Peers.mosquitto(folder, "acl_file " + acl, "sys_interval 1");
        MqttLink link = link(broker)) {
      link.start();
      ear.await(Signal.RoundTrip.class);
      assertThat(ear.all(Signal.BrokerLost.class)).isEmpty();
      assertThat(ear.uptimes()).isEmpty();
    }
  }

  @Test
  void what_is_told_is_seconds_and_nonsense_is_nothing() {
    assertThat(read("1234 seconds")).isEqualTo(Duration.ofSeconds(1234));
    assertThat(read("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(BrokerUptime.read("3 days".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(BrokerUptime.read(new byte[1000])).isEmpty();
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(70)];
      for (int b = 0; b < bytes.length; b++) {
        bytes[b] = (byte) "0123456789 seconds\u00ff\n".charAt(random.nextInt(20));
      }
      assertThat(BrokerUptime.read(bytes).orElse(Duration.ZERO).isNegative()).isFalse();
    }
  }

  private static Duration read(String said) {
    return BrokerUptime.read(said.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  @Test
  @NeedsPeer("mosquitto")
  void a_visit_tells_how_long_the_broker_has_run() {
    try (Mosquitto broker = Peers.mosquitto(folder, "sys_interval 1")) {
      LinkSettings settings = LinkSettings.plain(broker.url(), "visitor", List.of());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                BrokerCheck.Visit visit = BrokerCheck.run(settings, Duration.ofSeconds(10));
                assertThat(visit.trouble()).isEmpty();
                assertThat(visit.uptime())
                    .hasValueSatisfying(each -> assertThat(each).isPositive());
              });
    }
  }
}
