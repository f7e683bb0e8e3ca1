package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Signal;
import io.piha.testing.Fuzz;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is published, the codec answers with a value. */
class WireFuzzTest {
  private static final int ROUNDS = 60_000;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ServiceTopics TOPICS =
      new ServiceTopics("ha", "piha/leader/ha", Set.of("haos"));
  private static final List<String> SEEDS =
      List.of(
          "{\"host\":\"haos\",\"state\":\"leader\",\"epoch\":7,\"planned\":\"update\"}",
          "{\"state\":\"leader\",\"host\":\"haos\",\"epoch\":7,\"by\":\"control\"}",
          "{\"cmd\":\"promote\",\"host\":\"haos\",\"epoch\":8,\"id\":\"x\"}",
          "{\"cmd\":\"freeze\",\"until\":\"2h\",\"force\":false,\"revision\":3}",
          "{\"control\":{\"id\":\"nas\",\"role\":\"active\"}}",
          "reset-haos",
          "promote standby",
          "true");
  private final Wire wire = new Wire("nas", () -> "generated");

  @Test
  @Tag(Fuzz.TAG)
  void noPayloadMakesTheCodecThrow() {
    Random random = Fuzz.random(20260301);
    for (int round = 0; round < Fuzz.rounds(ROUNDS); round++) {
      byte[] payload = payload(random);
      boolean replayed = random.nextBoolean();
      Signal beat = wire.heartbeat(TOPICS, payload, NOW);
      Optional<Signal> state = wire.state(TOPICS, payload, replayed, NOW);
      assertThat(wire.command(TOPICS, payload, replayed, NOW)).isNotNull();
      assertThat(wire.freeze(TOPICS, payload, replayed)).isNotNull();
      assertThat(wire.glance(payload)).isNotNull();
      assertThat(wire.answer(payload)).isNotNull();
      if (beat instanceof Signal.Heartbeat heartbeat) {
        assertThat(heartbeat.host()).isNotBlank().hasSizeLessThanOrEqualTo(128);
        assertThat(heartbeat.epoch().orElse(0)).isBetween(0L, (1L << 53) - 1);
      }
      if (state.orElse(null) instanceof Signal.Announcement announcement) {
        assertThat(announcement.epoch().orElse(0)).isBetween(0L, (1L << 53) - 1);
      }
    }
  }

  private static byte[] payload(Random random) {
    byte[] payload = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(5)) {
      case 0 -> {
        payload = new byte[random.nextInt(80)];
        random.nextBytes(payload);
      }
      case 1 -> payload = java.util.Arrays.copyOf(payload, random.nextInt(payload.length + 3));
      default -> {
        String spice = "{}[]\",:\\u0e-+.9tfn \u0000\u007f";
        for (int i = random.nextInt(4); i >= 0; i--) {
          payload[random.nextInt(payload.length)] =
              random.nextInt(4) == 0
                  ? (byte) random.nextInt(256)
                  : (byte) spice.charAt(random.nextInt(spice.length()));
        }
      }
    }
    return payload;
  }
}
