package io.piha.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Against a real responder, on loopback. */
class DiscoveryTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void hostsAndBrokersThatAnnounceThemselvesAreFound() throws Exception {
    try (JmDNS responder = JmDNS.create(HERE, "piha-responder")) {
      responder.registerService(
          service(
              "_home-assistant._tcp.local.",
              "Home",
              8123,
              Map.of(
                  "location_name", "Our\u0007 house",
                  "internal_url", "http://homeassistant.local:8123",
                  "version", "2026.11.2")));
      responder.registerService(
          service(
              "_home-assistant._tcp.local.",
              "Cabin",
              8124,
              Map.of("internal_url", "https://cabin.example.org:8124/")));
      responder.registerService(service("_mqtt._tcp.local.", "Mosquitto", 1883, Map.of()));

      // The responder first makes sure that its names are free, which takes it a moment.
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(Discovery.look(List.of(HERE), Duration.ofSeconds(3)))
                      .containsExactlyInAnyOrder(
                          new Found(
                              Found.Kind.HOME_ASSISTANT,
                              "Cabin",
                              "https://cabin.example.org:8124",
                              ""),
                          new Found(
                              Found.Kind.HOME_ASSISTANT,
                              "Our house",
                              "http://127.0.0.1:8123",
                              "2026.11.2"),
                          new Found(Found.Kind.BROKER, "Mosquitto", "mqtt://127.0.0.1:1883", "")));
    }
  }

  @Test
  void aMachineWithoutANetworkSaysWhatToDoInstead() {
    assertThatThrownBy(() -> Discovery.look(List.of(), Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("write the address instead");
  }

  @Test
  void theRouterIsReadFromTheKernelsTable() {
    String table =
        """
        Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
        eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
        eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
        """;

    assertThat(Knock.gateway(table)).contains("tcp://192.168.1.1:53");
    assertThat(Knock.gateway("nonsense\n00000000 x y\n")).isEmpty();
  }

  @Test
  void anAddressThatIsNoneHasNoObserver() {
    assertThat(Knock.observer("not an address")).isEmpty();
    assertThat(Knock.observer("")).isEmpty();
  }

  private static ServiceInfo service(String type, String name, int port, Map<String, String> said) {
    return ServiceInfo.create(type, name, port, 0, 0, said);
  }
}
