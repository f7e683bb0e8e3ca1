package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Order;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.testing.Mosquitto;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link against a stock Mosquitto, with mosquitto's own clients as hosts and operators. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_sub", "mosquitto_rr", "stdbuf"})
class MqttLinkTest {
  private static final ServiceTopics HA =
      new ServiceTopics("ha", "piha/leader/ha", Set.of("haos", "standby"));
  private static final LinkTiming QUICK =
      new LinkTiming(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMillis(500),
          Duration.ofSeconds(8),
          Duration.ofMillis(100),
          Duration.ofSeconds(2));

  @TempDir Path folder;
  private final Ear ear = new Ear();
  private Mosquitto broker;
  private Clients clients;
  private MqttLink link;

  @BeforeEach
  void start() {
    broker = Peers.mosquitto(folder);
    clients = new Clients(broker.port());
    link = link(LinkSettings.plain(broker.url(), "nas", List.of(HA)), ear);
  }

  @AfterEach
  void stop() {
    link.close();
    broker.close();
  }

  private static MqttLink link(LinkSettings settings, Ear ear) {
    return new MqttLink(
        settings,
        QUICK,
        new Signatures(Map.of("alice", "s3cret"), _ -> true),
        ear,
        InstantSource.system(),
        ear);
  }

  private void connected() {
    link.start();
    ear.await(Signal.RoundTrip.class);
  }

  @Test
  void oneThatNeverBeganEndsWithoutWaitingForIt() {
    link.close();

    assertThat(ear.troubles()).isEmpty();
  }

  @Test
  void itConnectsSubscribesAndHearsItself() {
    clients.publish(HA.state(), "{\"state\":\"leader\",\"host\":\"haos\",\"epoch\":7}", "-r");
    connected();
    clients.publish(HA.heartbeat(), "{\"host\":\"haos\",\"state\":\"leader\",\"epoch\":7}");
    Signal.Heartbeat beat = ear.await(Signal.Heartbeat.class);
    assertThat(beat.claim()).contains(HostClaim.LEADER);
    Signal.Announcement replay = ear.await(Signal.Announcement.class);
    assertThat(replay.replayed()).isTrue();
    assertThat(ear.all(Signal.class).getFirst()).isEqualTo(new Signal.BrokerConnected());
  }

  @Test
  void aRetainedHeartbeatIsNoLifeAndARetainedRequestIsMarked() {
    clients.publish(HA.heartbeat(), "haos", "-r");
    clients.publish(HA.cmd(), "reset-haos", "-r");
    connected();
    assertThat(ear.await(Signal.Asked.class).request().replayed()).isTrue();
    clients.publish(HA.heartbeat(), "standby");
    ear.await(Signal.Heartbeat.class, each -> each.host().equals("standby"));
    assertThat(ear.all(Signal.Heartbeat.class)).hasSize(1);
    clients.publish(HA.cmd(), "freeze", "-r");
    ear.await(
        Signal.Asked.class,
        each -> each.request().command() == Command.FREEZE && each.request().replayed());
  }

  @Test
  void statesAreRetainedAndOrdersAreNotAndExpire() {
    connected();
    try (Clients.Listening all =
        clients.listen("-t", "piha/leader/#", "--retain-as-published", "-F", "%t %r %E %p")) {
      link.offer(new Effect.PublishState("ha", PublicState.NONE, "", 8));
      Order order = new Order("o1", Order.Verb.PROMOTE, "standby", 8, "haos is silent");
      link.offer(new Effect.SendOrder("ha", order, Duration.ofMillis(4_200)));
      link.offer(new Effect.PublishFreeze("ha", true));
      assertThat(ear.await(Signal.StatePublished.class))
          .isEqualTo(new Signal.StatePublished("ha", PublicState.NONE, 8, true, ""));
      assertThat(ear.await(Signal.OrderSent.class))
          .isEqualTo(new Signal.OrderSent("ha", "o1", true, ""));
      all.await(HA.freeze() + " 1");
      assertThat(all.lines().get(0))
          .startsWith(HA.state() + " 1  {\"state\":\"none\",\"host\":null,\"epoch\":8,");
      assertThat(all.lines().get(1)).startsWith(HA.cmd() + " 0 5 {\"cmd\":\"promote\"");
    }
    assertThat(clients.run("mosquitto_sub", "-t", HA.state(), "-C", "1", "-W", "5"))
        .contains("\"epoch\":8");
    assertThat(clients.run("mosquitto_sub", "-t", HA.cmd(), "-C", "1", "-W", "1"))
        .doesNotContain("promote");
    assertThat(ear.all(Signal.Announcement.class)).as("our own state is no news").isEmpty();
    assertThat(ear.all(Signal.FreezeSeen.class)).as("our own flag is no news").isEmpty();
    assertThat(ear.all(Signal.ForeignOrder.class)).isEmpty();
  }

  @Test
  void whatSomebodyElseSaysIsHeard() {
    connected();
    clients.publish(HA.freeze(), "true", "-r");
    assertThat(ear.await(Signal.FreezeSeen.class))
        .isEqualTo(new Signal.FreezeSeen("ha", true, false));
    clients.publish(HA.cmd(), "{\"cmd\":\"promote\",\"host\":\"haos\",\"epoch\":99,\"id\":\"x\"}");
    assertThat(ear.await(Signal.ForeignOrder.class).order().epoch()).isEqualTo(99);
    clients.publish(HA.state(), "{\"state\":\"leader\",\"host\":\"standby\",\"epoch\":99}");
    assertThat(ear.await(Signal.Announcement.class).replayed()).isFalse();
  }

  @Test
  void manyPublicationsOverReconnectsNeverStumbleOverTopicAliases() {
    connected();
    for (int round = 1; round <= 3; round++) {
      int base = round * 1_000;
      for (int i = 0; i < 300; i++) {
        link.offer(new Effect.PublishState("ha", PublicState.LEADER, "haos", base + i));
      }
      ear.awaitCount(Signal.StatePublished.class, 300 * round);
      int rounds = round;
      broker.kill();
      Awaitility.await()
          .atMost(Ear.PATIENCE)
          .until(() -> ear.all(Signal.BrokerLost.class).size() == rounds);
      broker.restart();
      ear.awaitCount(Signal.BrokerConnected.class, round + 1);
    }
    assertThat(ear.all(Signal.StatePublished.class)).allMatch(Signal.StatePublished::confirmed);
    assertThat(ear.all(Signal.BrokerLost.class)).hasSize(3);
  }

  @Test
  void whileTheBrokerIsGoneNothingIsKeptForLater() {
    connected();
    broker.kill();
    ear.await(Signal.BrokerLost.class);
    link.offer(
        new Effect.SendOrder(
            "ha", new Order("o1", Order.Verb.DEMOTE, "haos", 8, ""), Duration.ofSeconds(30)));
    Signal.OrderSent sent = ear.await(Signal.OrderSent.class);
    assertThat(sent.confirmed()).isFalse();
    assertThat(sent.why()).contains("not connected");
    broker.restart();
    try (Clients.Listening all = clients.listen("-t", "piha/leader/#")) {
      ear.awaitCount(Signal.BrokerConnected.class, 2);
      link.offer(new Effect.PublishState("ha", PublicState.LEADER, "haos", 8));
      all.await("\"epoch\":8");
      assertThat(all.lines()).noneMatch(line -> line.contains("demote"));
    }
  }

  @Test
  void aBrokerThatIsStoppedIsNoticedAndLeftAndFoundAgain() {
    connected();
    broker.pause();
    link.offer(new Effect.PublishState("ha", PublicState.LEADER, "haos", 8));
    Signal.BrokerLost lost = ear.await(Signal.BrokerLost.class);
    assertThat(lost.why()).contains("no message of our own came back");
    assertThat(ear.await(Signal.StatePublished.class).confirmed()).isFalse();
    broker.resume();
    ear.awaitCount(Signal.BrokerConnected.class, 2);
    assertThat(ear.all(Signal.BrokerLost.class)).hasSize(1);
  }

  @Test
  void garbageOnEveryTopicIsToldAndHarmsNothing() {
    connected();
    String[] topics = {HA.heartbeat(), HA.state(), HA.cmd(), HA.freeze(), Topics.STATUS};
    byte[] junk = new byte[70_000];
    Arrays.fill(junk, (byte) 0xff);
    for (String topic : topics) {
      clients.run(junk, "mosquitto_pub", "-t", topic, "-s", "-q", "1");
      clients.publish(topic, "{\"host\":");
      clients.publish(topic, "", "-r");
    }
    clients.publish(
        HA.cmd(),
        "freeze",
        "-D",
        "publish",
        "correlation-data",
        "c".repeat(40_000),
        "-D",
        "publish",
        "response-topic",
        "a/b");
    ear.await(Signal.Asked.class);
    clients.publish(HA.heartbeat(), "haos");
    ear.await(Signal.Heartbeat.class);
    assertThat(ear.all(Signal.Unreadable.class)).hasSizeGreaterThanOrEqualTo(11);
    assertThat(ear.all(Signal.FreezeEmptied.class)).hasSize(1);
    assertThat(ear.all(Signal.BrokerLost.class)).isEmpty();
  }

  @Test
  void aRequestWithAResponseTopicIsAnswered() {
    connected();
    Thread.ofVirtual()
        .start(
            () -> {
              Signal.Asked asked = ear.await(Signal.Asked.class);
              link.answer(new Effect.Answer(asked.request().id(), false, "haos already leads"));
            });
    String answer =
        clients.run(
            "mosquitto_rr",
            "-t",
            HA.cmd(),
            "-e",
            "my/answers",
            "-m",
            "{\"cmd\":\"promote\",\"host\":\"haos\",\"id\":\"r1\",\"by\":\"bob\"}",
            "-W",
            "20",
            "-D",
            "publish",
            "correlation-data",
            "xyz",
            "-F",
            "%D %p");
    assertThat(answer)
        .isEqualTo("xyz {\"id\":\"r1\",\"accepted\":false,\"why\":\"haos already leads\"}");
    assertThat(ear.await(Signal.Asked.class).request().by()).isEqualTo("operator:bob");
  }

  @Test
  void withSignedRequestsOnlySignedOnesAreHeard() throws Exception {
    LinkSettings plain = LinkSettings.plain(broker.url(), "nas2", List.of(HA));
    LinkSettings signed =
        new LinkSettings(
            plain.url(),
            plain.username(),
            plain.password(),
            plain.caFile(),
            plain.clientCert(),
            plain.clientKey(),
            plain.clientId(),
            "",
            plain.services(),
            false,
            false);
    Ear strict = new Ear();
    try (MqttLink second = link(signed, strict)) {
      second.start();
      strict.await(Signal.RoundTrip.class);
      String refusal =
          clients.run(
              "mosquitto_rr", "-t", HA.cmd(), "-e", "my/answers", "-m", "freeze", "-W", "20");
      assertThat(refusal).contains("\"accepted\":false").contains("must be signed");
      assertThat(strict.await(Signal.RequestRefused.class).why()).contains("must be signed");
      assertThat(strict.all(Signal.Asked.class)).isEmpty();
      try (MqttRequester requester =
          MqttRequester.open(signed, InstantSource.system(), Ear.PATIENCE)) {
        Thread.ofVirtual()
            .start(
                () ->
                    second.answer(
                        new Effect.Answer(
                            strict.await(Signal.Asked.class).request().id(),
                            false,
                            "cycled just now",
                            Optional.of(Duration.ofMillis(577_250)))));
        assertThat(
                requester.ask(
                    Request.of("r9", "ha", Command.FREEZE, "", "x", "storm"),
                    Optional.of(new MqttRequester.Signer("alice", "s3cret")),
                    Ear.PATIENCE))
            .contains(
                new Effect.Answer(
                    "r9", false, "cycled just now", Optional.of(Duration.ofMillis(577_250))));
        assertThat(strict.await(Signal.Asked.class).request().by()).isEqualTo("operator:alice");
      }
    }
  }

  @Test
  void theStatusIsRetainedAnotherOnesEndIsAnsweredAndOurEndIsSaid() {
    connected();
    link.publishStatus(
        "{\"control\":{\"id\":\"nas\",\"role\":\"active\"},\"n\":1}"
            .getBytes(StandardCharsets.UTF_8));
    try (Clients.Listening all = clients.listen("-t", Topics.STATUS)) {
      all.await("\"n\":1");
      clients.publish(Topics.STATUS, "{\"control\":{\"id\":\"old\",\"role\":\"lost\"}}", "-r");
      Awaitility.await()
          .atMost(Ear.PATIENCE)
          .until(() -> all.lines().stream().filter(each -> each.contains("\"n\":1")).count() == 2);
      assertThat(ear.foreign()).containsExactly("old lost");
      broker.kill();
      ear.await(Signal.BrokerLost.class);
    }
    broker.restart();
    ear.awaitCount(Signal.BrokerConnected.class, 2);
    try (Clients.Listening all = clients.listen("-t", Topics.STATUS)) {
      all.await("\"n\":1");
      link.close();
      all.await("{\"control\":{\"role\":\"stopped\",\"id\":\"nas\"}}");
    }
  }

  @Test
  void aStatusThatIsTooLongCostsNotTheConnectionAndTellsWhoIsActive() {
    connected();
    String control = "{\"control\":{\"id\":\"nas\",\"role\":\"active\"}";
    String whole = control + ",\"services\":\"" + "x".repeat(Limits.STATUS) + "\"}";
    try (Clients.Listening all = clients.listen("-t", Topics.STATUS)) {
      link.publishStatus(whole.getBytes(StandardCharsets.UTF_8));
      all.await(control + "}");
    }
    ear.awaitTrouble("whoever reads it there sees only who is active");
    assertThat(ear.all(Signal.BrokerLost.class)).isEmpty();
  }

  @Test
  void anEventIsConfirmedOrNot() throws Exception {
    assertThat(link.publishEvent("ha", "{}").get().confirmed()).isFalse();
    connected();
    try (Clients.Listening all = clients.listen("-t", "piha/#", "-F", "%t %p")) {
      assertThat(link.publishEvent("ha", "{\"id\":1}").get()).isEqualTo(Published.YES);
      assertThat(link.publishEvent(null, "{\"id\":2}").get()).isEqualTo(Published.YES);
      all.await("piha/leader/ha/events {\"id\":1}");
      all.await("piha/control/events {\"id\":2}");
    }
  }
}
