package io.piha.leadership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Absence;
import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Order;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.engine.Rfc3339;
import io.piha.engine.SamplePicture;
import io.piha.engine.StatusDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ServiceTopics TOPICS =
      new ServiceTopics("ha", "piha/leader/ha", Set.of("haos", "standby"));
  private final Wire wire = new Wire("nas", () -> "generated");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Signal heartbeat(String payload) {
    return wire.heartbeat(TOPICS, bytes(payload), NOW);
  }

  private Optional<Signal> state(String payload, boolean replayed) {
    return wire.state(TOPICS, bytes(payload), replayed, NOW);
  }

  private CommandMessage command(String payload) {
    return wire.command(TOPICS, bytes(payload), false, NOW);
  }

  private Request asked(String payload) {
    CommandMessage message = command(payload);
    assertThat(message).isInstanceOf(CommandMessage.Ask.class);
    return ((CommandMessage.Ask) message).request();
  }

  @Test
  void aFullHeartbeatIsRead() {
    assertThat(
            heartbeat(
                """
                {"host":"haos","state":"leader","epoch":7,"seq":123,"sent_at":"x",
                 "planned":"restart","more":{"a":[1,{"b":2}]}}\
                """))
        .isEqualTo(
            new Signal.Heartbeat(
                "ha",
                "haos",
                Optional.of(HostClaim.LEADER),
                OptionalLong.of(7),
                Optional.of(Absence.RESTART),
                NOW,
                OptionalLong.of(123)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"7\"", "7.5", "99999999999999999999", "{\"a\":[1]}", "true"})
  void aCounterThatIsNoneIsAsIfItWereNotThere(String seq) {
    assertThat(heartbeat("{\"seq\":" + seq + ",\"host\":\"haos\"}"))
        .isEqualTo(heartbeat("{\"host\":\"haos\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"haos", " haos\n", "{\"host\":\"haos\"}", "{\"host\":\"haos\",\"epoch\":null}"})
  void onlyTheHostIsRequiredInAHeartbeat(String payload) {
    assertThat(heartbeat(payload))
        .isEqualTo(
            new Signal.Heartbeat(
                "ha", "haos", Optional.empty(), OptionalLong.empty(), Optional.empty(), NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{\"host\":7}",
        "{\"host\":\"\"}",
        "{\"host\":\"haos\",\"epoch\":9007199254740992}",
        "{\"host\":\"haos\",\"epoch\":-1}",
        "{\"host\":\"haos\",\"epoch\":7.0}",
        "{\"host\":\"haos\",\"epoch\":\"7\"}",
        "{\"host\":\"haos\",\"epoch\":99999999999999999999999}",
        "{\"host\":\"haos\",\"host\":\"standby\"}",
        "{\"host\":\"haos\",\"sent_at\":1,\"sent_at\":1}",
        "{\"host\":\"haos\",\"x\":1,\"x\":1}",
        "{\"host\":\"haos\",\"x\":{\"y\":1,\"y\":1}}",
        "{\"host\":\"haos\"} x",
        "{\"host\":\"haos\"}{}",
        "{\"host\":\"haos\",\"state\":true}",
        "two words",
        "[\"haos\"]",
        "ha\u0000os"
      })
  void anUnreadableHeartbeatSaysWhy(String payload) {
    assertThat(heartbeat(payload))
        .isInstanceOfSatisfying(
            Signal.Unreadable.class,
            signal -> {
              assertThat(signal.topic()).isEqualTo("piha/leader/ha/heartbeat");
              assertThat(signal.why()).isNotBlank().hasSizeLessThan(200);
            });
  }

  @Test
  void invalidUtf8AndOversizeAreUnreadable() {
    byte[] latin = {'{', '"', 'h', 'o', 's', 't', '"', ':', '"', (byte) 0xe4, '"', '}'};
    assertThat(wire.heartbeat(TOPICS, latin, NOW))
        .isEqualTo(new Signal.Unreadable("ha", TOPICS.heartbeat(), "not UTF-8"));
    assertThat(heartbeat("h".repeat(129))).isInstanceOf(Signal.Unreadable.class);
    assertThat(heartbeat("{\"host\":\"haos\",\"pad\":\"" + "x".repeat(5_000) + "\"}"))
        .isInstanceOf(Signal.Unreadable.class);
    assertThat(heartbeat("{\"host\":\"haos\",\"deep\":" + "[".repeat(40) + "]".repeat(40) + "}"))
        .isInstanceOf(Signal.Unreadable.class);
  }

  @Test
  void aHostThatAnnouncesItselfIsHeard() {
    assertThat(state("{\"state\":\"leader\",\"host\":\"standby\",\"epoch\":8}", false))
        .contains(
            new Signal.Announcement(
                "ha",
                Optional.of(PublicState.LEADER),
                "standby",
                HostClaim.LEADER,
                OptionalLong.of(8),
                false,
                NOW));
    assertThat(state("{\"state\":\"observing\",\"host\":\"haos\"}", false))
        .contains(
            new Signal.Announcement(
                "ha",
                Optional.empty(),
                "haos",
                HostClaim.PASSIVE,
                OptionalLong.empty(),
                false,
                NOW));
    assertThat(state("{\"state\":\"leader\"}", false).orElseThrow())
        .isInstanceOf(Signal.Unreadable.class);
  }

  @Test
  void ourOwnStateIsIgnoredLiveAndPassedOnWhenReplayed() {
    byte[] ours = wire.encode(new Effect.PublishState("ha", PublicState.NONE, "", 8), NOW);
    assertThat(new String(ours, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"state\":\"none\",\"host\":null,\"epoch\":8,\"by\":\"control\","
                + "\"at\":\"2026-03-01T12:00:00Z\",\"control\":\"nas\"}");
    assertThat(wire.state(TOPICS, ours, false, NOW)).isEmpty();
    assertThat(wire.state(TOPICS, ours, true, NOW))
        .contains(
            new Signal.Announcement(
                "ha",
                Optional.of(PublicState.NONE),
                "",
                HostClaim.PASSIVE,
                OptionalLong.of(8),
                true,
                NOW));
    assertThat(new Wire("other", () -> "").state(TOPICS, ours, false, NOW)).isPresent();
  }

  @Test
  void anOrderOfOursIsKnownAndAnyOtherIsForeign() {
    Order order = new Order("o1", Order.Verb.PROMOTE, "standby", 8, "haos is silent");
    byte[] payload = wire.encode(order, NOW);
    assertThat(new String(payload, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"cmd\":\"promote\",\"host\":\"standby\",\"epoch\":8,\"id\":\"o1\","
                + "\"reason\":\"haos is silent\",\"by\":\"control\","
                + "\"at\":\"2026-03-01T12:00:00Z\",\"control\":\"nas\"}");
    assertThat(wire.command(TOPICS, payload, false, NOW)).isEqualTo(new CommandMessage.OwnOrder());
    assertThat(new Wire("nas", () -> "").command(TOPICS, payload, false, NOW))
        .as("after a restart")
        .isEqualTo(new CommandMessage.OwnOrder());
    assertThat(new Wire("other", () -> "").command(TOPICS, payload, false, NOW))
        .isEqualTo(new CommandMessage.ForeignOrder(order));
    assertThat(command("{\"cmd\":\"promote\",\"host\":\"haos\",\"epoch\":9,\"id\":\"o1\"}"))
        .as("a borrowed id")
        .isInstanceOf(CommandMessage.ForeignOrder.class);
    assertThat(command("{\"cmd\":\"promote\",\"host\":\"haos\",\"epoch\":9007199254740992}"))
        .isInstanceOf(CommandMessage.Garbage.class);
  }

  @Test
  void aRequestIsReadWithAllItsOptions() {
    assertThat(
            asked(
                """
                {"cmd":"promote","host":"standby","id":17,"by":"alice","reason":"drill",
                 "until":"2h","force":true,"override_guard":true,"override_incident":true,
                 "dry_run":true,"revision":311}\
                """))
        .isEqualTo(
            new Request(
                "17",
                "ha",
                Command.PROMOTE,
                "standby",
                "operator:alice",
                "drill",
                Optional.of(Duration.ofHours(2)),
                true,
                true,
                true,
                true,
                OptionalLong.of(311),
                false));
  }

  @Test
  void bareTextIsUnderstood() {
    assertThat(asked("freeze").command()).isEqualTo(Command.FREEZE);
    assertThat(asked("thaw\n").command()).isEqualTo(Command.THAW);
    assertThat(asked("promote standby").host()).isEqualTo("standby");
    assertThat(asked("demote standby").command()).isEqualTo(Command.DEMOTE);
    assertThat(asked("reset haos").host()).isEqualTo("haos");
    assertThat(asked("reset-haos"))
        .isEqualTo(Request.of("generated", "ha", Command.RESET, "haos", "operator:unnamed", ""));
    assertThat(command("reinstall haos")).isInstanceOf(CommandMessage.Garbage.class);
  }

  @Test
  void untilIsADurationSecondsOrATime() {
    assertThat(asked("{\"cmd\":\"freeze\",\"until\":90}").until()).contains(Duration.ofSeconds(90));
    assertThat(asked("{\"cmd\":\"freeze\",\"until\":\"500ms\"}").until())
        .contains(Duration.ofMillis(500));
    assertThat(asked("{\"cmd\":\"freeze\",\"until\":\"2026-03-01T13:30:00+01:00\"}").until())
        .contains(Duration.ofMinutes(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cmd\":\"fly\",\"id\":\"r1\"}",
        "{\"cmd\":\"promote\",\"id\":\"r1\"}",
        "{\"cmd\":\"freeze\",\"until\":\"2026-03-01T11:00:00Z\",\"id\":\"r1\"}",
        "{\"cmd\":\"freeze\",\"until\":\"soon\",\"id\":\"r1\"}",
        "{\"cmd\":\"freeze\",\"until\":9223372036854775807,\"id\":\"r1\"}",
        "{\"cmd\":\"freeze\",\"force\":\"yes\",\"id\":\"r1\"}",
        "{\"cmd\":\"freeze\",\"revision\":1.5,\"id\":\"r1\"}",
        "{\"cmd\":7,\"id\":\"r1\"}"
      })
  void aRequestThatCannotBeUnderstoodIsRefusedByItsId(String payload) {
    assertThat(command(payload))
        .isInstanceOfSatisfying(
            CommandMessage.BadRequest.class,
            bad -> {
              assertThat(bad.id()).isEqualTo("r1");
              assertThat(bad.why()).isNotBlank();
            });
  }

  @Test
  void theFreezeFlagIsTrueOrFalse() {
    assertThat(wire.freeze(TOPICS, bytes("true"), true))
        .isEqualTo(new Signal.FreezeSeen("ha", true, true));
    assertThat(wire.freeze(TOPICS, bytes("false\n"), false))
        .isEqualTo(new Signal.FreezeSeen("ha", false, false));
    assertThat(wire.freeze(TOPICS, new byte[0], false)).isEqualTo(new Signal.FreezeEmptied("ha"));
    assertThat(wire.freeze(TOPICS, bytes("yes"), false)).isInstanceOf(Signal.Unreadable.class);
  }

  @Test
  void aStatusIsGlancedAt() {
    assertThat(
            wire.glance(
                bytes(
                    "{\"x\":{\"control\":1},\"control\":{\"v\":[1],\"id\":\"b\",\"role\":\"active\"},")))
        .contains(new StatusGlance("b", "active", false, "", ""));
    assertThat(wire.glance(bytes("{\"control\":{\"id\":\"b\",\"role\":\"active\",\"term\":7}}")))
        .contains(new StatusGlance("b", "active", true, "", ""));
    assertThat(wire.glance(wire.farewell("lost", "2026-03-01T12:00:00.000Z", NOW)))
        .contains(
            new StatusGlance("nas", "lost", false, "2026-03-01T12:00:00.000Z", Rfc3339.text(NOW)));
    assertThat(wire.glance(bytes("nonsense"))).isEmpty();
  }

  @Test
  void ofAStatusThatIsTooLongOnlyWhoSpeaksIsLeft() {
    byte[] status = StatusDocument.bytes(SamplePicture.of("haos"));
    byte[] head = wire.alone(status);

    assertThat(head.length).isLessThan(status.length / 4);
    assertThat(wire.glance(head)).isEqualTo(wire.glance(status)).isPresent();
    assertThat(new String(head, UTF_8)).startsWith("{\"control\":{").endsWith("}}");
    assertThat(wire.alone(bytes("{}"))).isEqualTo(bytes("{}"));
  }
}
