package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.Absence;
import io.piha.arbiter.HostClaim;
import io.piha.arbiter.Signal;
import io.piha.testing.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class ChronicleTextTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private final ChronicleText text = new ChronicleText();

  private static IncidentTape.Heard heard(Instant at, Signal signal) {
    return new IncidentTape.Heard(at, at.plusSeconds(86_400).plusNanos(17), signal);
  }

  private static IncidentTape.Heard beat(Instant at, String host, Instant arrived) {
    return heard(
        at,
        new Signal.Heartbeat(
            "ha",
            host,
            Optional.of(HostClaim.LEADER),
            OptionalLong.of(7),
            Optional.of(Absence.RESTART),
            arrived,
            OptionalLong.of(Long.MIN_VALUE)));
  }

  @Test
  void whatWasHeardComesBackInItsOrderToTheNanosecond() {
    List<IncidentTape.Heard> page =
        List.of(
            beat(AT, "haos", AT.minusNanos(15_000_001)),
            heard(AT, new Signal.Due("ha")),
            beat(AT.plusNanos(1), "standby", AT.plusSeconds(3)),
            beat(Instant.EPOCH.minusNanos(1), "haos", AT),
            heard(
                AT.plusSeconds(1),
                new Signal.Heartbeat(
                    "ha",
                    "haos",
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    AT.plusSeconds(1))));
    assertThat(text.page(text.write(page))).isEqualTo(page);
  }

  @Test
  void heartbeatsOfOneReadingNeedTheirTimesOnce() {
    List<IncidentTape.Heard> page =
        List.of(
            beat(AT, "haos", AT.minusNanos(5)),
            beat(AT, "standby", AT.minusNanos(5)),
            heard(AT, new Signal.Due("ha")),
            beat(AT, "third", AT.minusNanos(5)),
            beat(AT, "fourth", AT.minusNanos(4)),
            beat(AT.plusNanos(1), "haos", AT.minusNanos(3)),
            beat(AT.plusNanos(1), "third", AT.minusNanos(3)));
    assertThat(text.page(text.write(page))).isEqualTo(page);
    List<IncidentTape.Heard> many = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      many.add(beat(AT.plusMillis(i / 70), "host-" + i % 20, AT.plusMillis(i / 70)));
    }
    assertThat(text.write(many)).hasSizeLessThan(4_000);
  }

  @Test
  void aTimeThatHasNoShortFormIsKeptAllTheSame() {
    List<IncidentTape.Heard> page =
        List.of(beat(AT, "haos", Instant.parse("9999-12-31T23:59:59Z")), beat(AT, "standby", AT));
    assertThat(text.page(text.write(page))).isEqualTo(page);
  }

  /** As they were written before there was a short form. */
  @Test
  void heartbeatsInTheLongFormAreRead() {
    String earlier =
        """
        [{"at":"2026-03-01T12:00:00.123456789Z","wall":"2026-03-02T12:00:00.123456806Z","signal":
        {"type":"Heartbeat","service":"ha","host":"haos","claim":"LEADER","epoch":7,
        "planned":"RESTART","arrivedAt":"2026-03-01T12:00:00Z","seq":-9223372036854775808}}]
        """;
    assertThat(text.page(deflated(earlier)))
        .containsExactly(beat(AT, "haos", Instant.parse("2026-03-01T12:00:00Z")));
  }

  @Test
  void aThousandHeartbeatsTakeAFewKilobytes() {
    List<IncidentTape.Heard> page = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      page.add(beat(AT.plusMillis(i), "host-" + i % 20, AT.plusMillis(i).minusNanos(i)));
    }
    assertThat(text.write(page)).hasSizeLessThan(15_000);
  }

  @Test
  void aNameThatWasNotToldIsAMistakeInTheText() {
    assertThatThrownBy(() -> text.page(deflated("[[5,0,0,0,0,null,null,null,null]]")))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> text.page(deflated("[[\"a\",\"b\",0,0,0,\"KING\",1,null,1]]")))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  @Tag(Fuzz.TAG)
  void damagedTextEndsInAMistakeAndNothingElse() {
    String whole =
        "[[\"ha\",\"haos\",1,2,-3,\"LEADER\",7,\"UPDATE\",1],[0,1,1,2,-3,null,null,null,null],"
            + "[null,0,1,null,7,null,2]]";
    Random random = Fuzz.random(26);
    for (int i = 0; i < Fuzz.rounds(2_000); i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int each = random.nextInt(4); each >= 0; each--) {
        damaged.setCharAt(random.nextInt(damaged.length()), (char) (' ' + random.nextInt(95)));
      }
      damaged.setLength(1 + random.nextInt(damaged.length()));
      try {
        assertThat(text.page(deflated(damaged.toString()))).isNotNull();
      } catch (JacksonException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }

  private static byte[] deflated(String plain) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes)) {
      out.write(plain.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
