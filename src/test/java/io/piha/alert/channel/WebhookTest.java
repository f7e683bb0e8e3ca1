package io.piha.alert.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.site.Alert;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class WebhookTest {
  private static final Receipt TAKEN = new Receipt.Taken();
  private final NameLookup names = new NameLookup();
  private final EngineClock clock = new EngineClock();
  private HookSink sink;

  @BeforeEach
  void open() throws IOException {
    sink = new HookSink();
  }

  @AfterEach
  void close() {
    sink.close();
    names.close();
  }

  private Channel channel(WebhookFormat format, String path) {
    return channel(
        new WebhookAlert(
            Optional.empty(),
            SecretText.of(sink.url(path)),
            format,
            Optional.of(new Secret("tk_1")),
            Optional.of("-100"),
            Optional.of(new Secret("key")),
            Trust.SYSTEM));
  }

  private Channel channel(Alert alert) {
    return Lanes.of(List.of(alert), names, clock).getFirst().channel();
  }

  private JsonNode only() {
    assertThat(sink.hits()).hasSize(1);
    return sink.hits().getFirst().json();
  }

  @Test
  void ourOwnJsonHasTheContractsFieldsAndIsSigned() throws Exception {
    assertThat(channel(WebhookFormat.JSON, "/x?y=1").send(Parcels.of("nas-k3-17")))
        .isEqualTo(TAKEN);
    JsonNode json = only();
    assertThat(json.path("id").asString()).isEqualTo("nas-k3-17");
    assertThat(json.path("incident").asLong()).isEqualTo(14);
    assertThat(json.path("severity").asString()).isEqualTo("critical");
    assertThat(json.path("kind").asString()).isEqualTo("leaderless");
    assertThat(json.path("at").asString()).isEqualTo("2026-03-01T02:14:05.120Z");
    assertThat(json.path("resolved").isBoolean()).isTrue();
    HookSink.Hit hit = sink.hits().getFirst();
    assertThat(hit.path()).isEqualTo("/x?y=1");
    assertThat(hit.headers())
        .containsEntry("X-Piha-Delivery", "nas-k3-17")
        .containsEntry("X-Piha-Event", "leaderless")
        .containsEntry("X-Hub-Signature-256", "sha256=" + hmac(hit.body()))
        .containsEntry(
            "X-Piha-Signature",
            "sha256="
                + hmac("nas-k3-17." + hit.headers().get("X-Piha-Timestamp") + "." + hit.body()));
  }

  private static String hmac(String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void slackEscapesAndBelievesOnlyOk() {
    Channel slack = channel(WebhookFormat.SLACK, "/services/T/B/x");
    assertThat(slack.send(Parcels.of("1"))).isEqualTo(TAKEN);
    assertThat(only().path("blocks").path(1).path("text").path("text").asString())
        .startsWith("a&lt;b&gt;&amp;\"c\"");
    sink.answer(200, "<html>login</html>", Map.of());
    assertThat(slack.send(Parcels.of("1"))).isInstanceOf(Receipt.Never.class);
    sink.answer(410, "channel_is_archived", Map.of());
    assertThat(slack.send(Parcels.of("1"))).isInstanceOf(Receipt.Never.class);
  }

  @Test
  void discordPingsNobodyAndIsLeftAloneAsLongAsItWants() {
    Channel discord = channel(WebhookFormat.DISCORD, "/api/webhooks/1/t");
    sink.answer(204, "", Map.of());
    assertThat(discord.send(Parcels.of("1"))).isEqualTo(TAKEN);
    assertThat(sink.hits().getFirst().path()).endsWith("?wait=true");
    assertThat(only().path("allowed_mentions").path("parse").size()).isZero();
    sink.answer(429, "{\"message\":\"slow\",\"retry_after\":7.5}", Map.of());
    assertThat(discord.send(Parcels.of("1")))
        .isInstanceOfSatisfying(
            Receipt.Later.class,
            later -> assertThat(later.after()).contains(Duration.ofMillis(7_500)));
  }

  @Test
  void ntfyGetsJsonAtItsRootWithTheTopicInside() {
    assertThat(channel(WebhookFormat.NTFY, "/house").send(Parcels.of("1"))).isEqualTo(TAKEN);
    assertThat(sink.hits().getFirst().path()).isEqualTo("/");
    assertThat(sink.hits().getFirst().headers()).containsEntry("Authorization", "Bearer tk_1");
    assertThat(only().path("topic").asString()).isEqualTo("house");
    assertThat(only().path("priority").asInt()).isEqualTo(5);
  }

  @Test
  void gotifyIsAskedWithItsKey() {
    assertThat(channel(WebhookFormat.GOTIFY, "/").send(Parcels.of("1"))).isEqualTo(TAKEN);
    assertThat(sink.hits().getFirst().path()).isEqualTo("/message");
    assertThat(sink.hits().getFirst().headers()).containsEntry("X-Gotify-Key", "tk_1");
    assertThat(only().path("priority").asInt()).isEqualTo(10);
  }

  @Test
  void telegramFallsBackToPlainTextAndFollowsAMovedChat() {
    sink.answer(
        hit -> {
          boolean html = hit.json().has("parse_mode");
          return html
              ? new HookSink.Reply(
                  400,
                  "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: can't parse"
                      + " entities\"}",
                  Map.of())
              : new HookSink.Reply(200, "{\"ok\":true}", Map.of());
        });
    Channel telegram = channel(WebhookFormat.TELEGRAM, "/bot1:x");
    assertThat(telegram.send(Parcels.of("1"))).isEqualTo(TAKEN);
    assertThat(sink.hits()).hasSize(2);
    assertThat(sink.hits().getFirst().path()).isEqualTo("/bot1:x/sendMessage");
    assertThat(sink.hits().getFirst().json().path("text").asString()).contains("a&lt;b&gt;&amp;");
    sink.answer(
        hit ->
            hit.json().path("chat_id").asString().equals("-200")
                ? new HookSink.Reply(200, "{\"ok\":true}", Map.of())
                : new HookSink.Reply(
                    400, "{\"ok\":false,\"parameters\":{\"migrate_to_chat_id\":-200}}", Map.of()));
    assertThat(telegram.send(Parcels.of("1"))).isEqualTo(TAKEN);
    sink.answer(200, "{\"ok\":false,\"description\":\"x\"}", Map.of());
    assertThat(telegram.send(Parcels.of("1"))).isInstanceOf(Receipt.Never.class);
    sink.answer(429, "{\"ok\":false,\"parameters\":{\"retry_after\":30}}", Map.of());
    assertThat(telegram.send(Parcels.of("1")))
        .isEqualTo(
            new Receipt.Later(
                "answered 429: {\"ok\":false,\"parameters\":{\"retry_after\":30}}",
                Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void teamsGetsAnAdaptiveCardOfItsSize() {
    sink.answer(202, "", Map.of());
    assertThat(channel(WebhookFormat.TEAMS, "/workflows/x").send(Parcels.of("1"))).isEqualTo(TAKEN);
    JsonNode card = only().path("attachments").path(0);
    assertThat(card.path("contentType").asString())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(card.path("content").path("type").asString()).isEqualTo("AdaptiveCard");
    assertThat(sink.hits().getFirst().body().length()).isLessThan(28_000);
  }

  @Test
  void homeAssistantReplacesANotificationOfTheSameIncident() {
    for (String service : new String[] {"persistent_notification", "mobile_app_x"}) {
      channel(
              new HomeAssistantAlert(
                  Optional.empty(),
                  SecretText.of(sink.url("/")),
                  new Secret("llt"),
                  service,
                  Trust.SYSTEM))
          .send(Parcels.of("1"));
    }
    HookSink.Hit inside = sink.hits().getFirst();
    HookSink.Hit phone = sink.hits().getLast();
    assertThat(inside.path()).isEqualTo("/api/services/persistent_notification/create");
    assertThat(inside.json().path("notification_id").asString()).isEqualTo("piha-nas-k3-i5");
    assertThat(phone.path()).isEqualTo("/api/services/notify/mobile_app_x");
    assertThat(phone.json().path("data").path("tag").asString()).isEqualTo("piha-nas-k3-i5");
    assertThat(phone.headers()).containsEntry("Authorization", "Bearer llt");
  }

  @Test
  void whatIsTriedAgainAndWhatIsNot() throws Exception {
    Channel json = channel(WebhookFormat.JSON, "/");
    for (int code : new int[] {408, 425, 429, 500, 502, 503, 504}) {
      sink.answer(code, "busy", Map.of("Retry-After", "12"));
      assertThat(json.send(Parcels.of("1")))
          .isEqualTo(
              new Receipt.Later(
                  "answered " + code + ": busy", Optional.of(Duration.ofSeconds(12))));
    }
    for (int code : new int[] {301, 302, 400, 401, 403, 404, 410, 413, 422}) {
      sink.answer(code, "no", Map.of("Location", sink.url("/other")));
      assertThat(json.send(Parcels.of("1"))).as("%s", code).isInstanceOf(Receipt.Never.class);
    }
    assertThat(sink.hits()).allMatch(each -> each.path().equals("/"));
    sink.close();
    assertThat(json.send(Parcels.of("1"))).isInstanceOf(Receipt.Later.class);
    sink = new HookSink();
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Channel json =
          channel(
              new WebhookAlert(
                  Optional.empty(),
                  SecretText.of("http://127.0.0.1:" + silent.getLocalPort() + "/secret"),
                  WebhookFormat.JSON,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Trust.SYSTEM));
      assertThat(json.send(Parcels.of("1")))
          .isInstanceOfSatisfying(
              Receipt.Later.class, later -> assertThat(later.why()).doesNotContain("secret"));
    }
  }

  @ParameterizedTest
  @EnumSource(WebhookFormat.class)
  void noAnswerBreaksASender(WebhookFormat format) {
    Channel channel = channel(format, "/x");
    Random random = new Random(7);
    String[] pieces = {"{", "}", "\"ok\"", ":", "true", "null", "[", "1e999", "\u0000", "ü", "\\u"};
    for (int i = 0; i < 60; i++) {
      StringBuilder body = new StringBuilder();
      for (int j = random.nextInt(30); j > 0; j--) {
        body.append(pieces[random.nextInt(pieces.length)]);
      }
      int code = new int[] {200, 400, 429, 500}[random.nextInt(4)];
      sink.answer(code, body.toString(), Map.of("Retry-After", body.length() + "x"));
      assertThat(channel.send(Parcels.of("1", false, Severity.INFO, false))).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(WebhookFormat.class)
  void aCheckFindsAServerThatIsAwayAndPostsNothing(WebhookFormat format) throws Exception {
    assertThat(channel(format, "/x").check()).isEmpty();
    assertThat(sink.hits()).allMatch(each -> each.body().isEmpty());
    Channel gone = channel(format, "/x");
    sink.close();
    assertThat(gone.check()).isPresent();
    sink = new HookSink();
  }

  @Test
  void aCheckAsksForTheCredentialWhereTheServiceHasAWayToAsk() {
    sink.answer(404, "{\"message\":\"Unknown Webhook\"}", Map.of());
    assertThat(channel(WebhookFormat.DISCORD, "/api/webhooks/1/t?thread_id=2").check())
        .contains("answered 404: {\"message\":\"Unknown Webhook\"}");
    assertThat(sink.hits().getLast().path()).isEqualTo("/api/webhooks/1/t");
    sink.answer(400, "{\"ok\":false,\"description\":\"chat not found\"}", Map.of());
    assertThat(channel(WebhookFormat.TELEGRAM, "/bot1:x").check().orElseThrow())
        .contains("chat not found");
    assertThat(sink.hits().getLast().path()).isEqualTo("/bot1:x/getChat?chat_id=-100");
    sink.answer(401, "no", Map.of());
    Channel home =
        channel(
            new HomeAssistantAlert(
                Optional.empty(),
                SecretText.of(sink.url("/")),
                new Secret("llt"),
                "mobile_app_x",
                Trust.SYSTEM));
    assertThat(home.check()).contains("answered 401: no");
    assertThat(sink.hits().getLast().headers()).containsEntry("Authorization", "Bearer llt");
    assertThat(sink.hits().getLast().path()).isEqualTo("/api/");
  }

  @Test
  void aCheckLooksAtTheCertificate(@TempDir Path folder) throws Exception {
    SelfSigned keys = SelfSigned.make(folder, 30);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(keys.server()));
    server.start();
    try {
      int port = server.getAddress().getPort();
      assertThat(secure(port, Trust.SYSTEM).check().orElseThrow())
          .startsWith("TLS with 127.0.0.1:" + port + " failed: ");
      Trust pinned = new Trust(Optional.empty(), Optional.of(keys.fingerprint()));
      assertThat(secure(port, pinned).check()).isEmpty();
      Path pem = Files.writeString(folder.resolve("ca.pem"), keys.pem());
      assertThat(secure(port, new Trust(Optional.of(pem), Optional.empty())).check()).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  private Channel secure(int port, Trust trust) {
    return channel(
        new WebhookAlert(
            Optional.empty(),
            SecretText.of("https://127.0.0.1:" + port + "/"),
            WebhookFormat.JSON,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            trust));
  }
}
