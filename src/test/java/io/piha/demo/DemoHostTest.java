package io.piha.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class DemoHostTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static DemoBroker broker;

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private String prefix = "";
  private DemoLink outside;
  private DemoHost host;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = DemoBroker.start(folder.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void startHost(TestInfo test) throws Exception {
    prefix = "piha/leader/" + test.getTestMethod().orElseThrow().getName();
    outside =
        new DemoLink(
                broker.url(),
                "outside-" + prefix.hashCode(),
                List.of(prefix + "/#"),
                Duration.ofMillis(50),
                heard::add)
            .start();
    patiently().atMost(PATIENCE).until(outside::isConnected);
    host =
        new DemoHost(
            new HostPlan(
                "haos",
                broker.url(),
                prefix,
                true,
                "secret-token",
                7,
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                InstantSource.system()));
    host.powerOn();
    awaitBeat("\"state\":\"observing\"");
  }

  @AfterEach
  void stopHost() {
    host.close();
    outside.close();
    broker.comeBack();
  }

  @Test
  void anOrderIsObeyedAndAnnounced() {
    order("promote", 8, false);
    awaitBeat("\"state\":\"leader\",\"epoch\":8");
    assertThat(heard)
        .anySatisfy(
            message -> {
              assertThat(message.topic()).isEqualTo(prefix + "/state");
              assertThat(message.retained()).isTrue();
              assertThat(message.payload()).contains("\"leader\"", "\"haos\"", "\"epoch\":8");
            });
    order("demote", 8, false);
    awaitBeat("\"state\":\"observing\",\"epoch\":8");
  }

  /** Before its first regular beat, so that nobody promotes it who has not heard it passive. */
  @Test
  void oneThatComesBackSaysSoAsSoonAsItKnowsWhoLeads() throws IOException {
    boolean said =
        outside.publish(
            prefix + "/state", "{\"state\":\"leader\",\"host\":\"haos\",\"epoch\":8}", 1, true);
    assertThat(said).isTrue();
    try (DemoHost late =
        new DemoHost(
            new HostPlan(
                "late",
                broker.url(),
                prefix,
                true,
                "secret-token",
                7,
                Duration.ofHours(1),
                Duration.ofMillis(50),
                InstantSource.system()))) {
      late.powerOn();
      patiently()
          .atMost(PATIENCE)
          .until(
              () ->
                  heard.stream()
                      .anyMatch(
                          message ->
                              message.topic().endsWith("/heartbeat")
                                  && message.payload().contains("\"host\":\"late\"")
                                  && message.payload().contains("\"state\":\"observing\"")));
    }
  }

  @Test
  void aRetainedOrderHasNoEffect() {
    order("promote", 8, true);
    order("demote", 9, false);
    awaitBeat("\"epoch\":9");
    assertThat(heard).noneMatch(message -> message.payload().contains("\"state\":\"leader\""));
  }

  @Test
  void itGoesOnLeadingWithoutTheBroker() {
    order("promote", 8, false);
    awaitBeat("\"state\":\"leader\"");
    broker.lose();
    patiently().atMost(PATIENCE).until(() -> !outside.isConnected());
    assertThat(host.leads()).isTrue();
    heard.clear();
    broker.comeBack();
    awaitBeat("\"state\":\"leader\",\"epoch\":8");
  }

  @Test
  void powerCutAndRebootKeepTheEpochAndTheStateTopicSaysWhoLeads() {
    order("promote", 8, false);
    awaitBeat("\"state\":\"leader\"");
    host.powerOff();
    assertThat(host.condition()).isEqualTo(DemoHost.Condition.OFF);
    heard.clear();
    host.powerOn();
    awaitBeat("\"state\":\"leader\",\"epoch\":8");
  }

  @Test
  void aDeadHostComesBackOnlyAfterItsRepair() {
    host.die();
    host.powerOff();
    host.powerOn();
    assertThat(host.condition()).isEqualTo(DemoHost.Condition.DEAD);
    host.repair();
    patiently().atMost(PATIENCE).until(() -> host.condition() == DemoHost.Condition.RUNNING);
  }

  @Test
  void withItsMqttLostItsHeartbeatsStopAndItsHttpIsFine() throws Exception {
    host.mqttLost();
    assertThat(get(host.corePort(), "/manifest.json", "").statusCode()).isEqualTo(200);
    host.mqttBack();
    heard.clear();
    awaitBeat("\"host\":\"haos\"");
  }

  @Test
  void anAnnouncedRestartIsSaidBeforeTheSilence() {
    host.announcePlannedRestart();
    awaitBeat("\"planned\":\"restart\"");
    patiently().atMost(PATIENCE).until(() -> host.condition() == DemoHost.Condition.RUNNING);
  }

  @Test
  void theObserverAnswersEveryPathWithItsPageAndOnlyTheTextTellsTheTruth() throws Exception {
    assertThat(get(host.observerPort(), "/ping", "").body()).isEmpty();
    assertThat(get(host.observerPort(), "/logs", "").statusCode()).isEqualTo(403);
    HttpResponse<String> page = get(host.observerPort(), "/supervisor/ping", "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Supervisor:", ">Connected<", ">Healthy<");
    host.supervisorConnected(false);
    page = get(host.observerPort(), "/", "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(">Disconnected<").doesNotContain(">Connected<");
  }

  @Test
  void coreAnswersAsCoreDoes() throws Exception {
    int core = host.corePort();
    assertThat(get(core, "/api/", "").statusCode()).isEqualTo(401);
    assertThat(get(core, "/api/", "wrong").statusCode()).isEqualTo(401);
    assertThat(get(core, "/api/", "secret-token").body())
        .isEqualTo("{\"message\":\"API running.\"}");
    assertThat(get(core, "/api/core/state", "secret-token").body())
        .contains("\"state\":\"RUNNING\"", "\"migration_in_progress\":false");
    assertThat(get(core, "/api/config", "secret-token").body())
        .contains("\"recovery_mode\":false", "\"safe_mode\":false");
    assertThat(get(core, "/manifest.json", "").statusCode()).isEqualTo(200);
    assertThat(get(core, "/api", "secret-token").statusCode()).isEqualTo(404);
  }

  @Test
  void aHungHostTakesTheConnectionAndSaysNothingAndADeadOneRefuses() {
    host.hang();
    assertThat(host.condition()).isEqualTo(DemoHost.Condition.HUNG);
    assertThatThrownBy(() -> get(host.corePort(), "/manifest.json", ""))
        .isInstanceOf(HttpTimeoutException.class);
    host.powerOff();
    assertThatThrownBy(() -> get(host.corePort(), "/manifest.json", ""))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  @NeedsPeer("mosquitto_sub")
  void aStockSubscriberReadsTheHeartbeats() throws Exception {
    String port = Integer.toString(broker.port());
    String beat =
        Programs.run(
            "mosquitto_sub",
            "-V",
            "5",
            "-p",
            port,
            "-t",
            prefix + "/heartbeat",
            "-C",
            "1",
            "-W",
            "20");
    assertThat(beat).contains("\"host\":\"haos\"", "\"epoch\":7", "\"seq\":", "\"sent_at\":");
  }

  private void order(String cmd, long epoch, boolean retained) {
    String text =
        "{\"cmd\":\"%s\",\"host\":\"haos\",\"epoch\":%d,\"id\":\"t\"}".formatted(cmd, epoch);
    assertThat(outside.publish(prefix + "/cmd", text, 1, retained)).isTrue();
  }

  private void awaitBeat(String part) {
    patiently()
        .alias(part)
        .atMost(PATIENCE)
        .until(
            () ->
                heard.stream()
                    .anyMatch(
                        message ->
                            message.topic().endsWith("/heartbeat")
                                && message.payload().contains(part)));
  }

  private static HttpResponse<String> get(int port, String path, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(2));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Paho's own threads may trip over a connection that was just cut; the demo throws it away. */
  private static ConditionFactory patiently() {
    return Awaitility.await().dontCatchUncaughtExceptions();
  }
}
