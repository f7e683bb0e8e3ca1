package io.piha.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.testing.Fuzz;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NotesTest {
  private static final Notes.Holder HOLDER = new Notes.Holder("nas", "boot (dev=1)", 4, 77, 15_000);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatWasWrittenIsRead() throws LeaseTrouble {
    for (Record each :
        List.of(
            HOLDER,
            new Notes.Term(4, "nas", 15_000, true, "pi"),
            new Notes.Term(4, "nas", 15_000, false, null),
            new Notes.Written(4, 12),
            new Notes.Clock("nas", Instant.parse("2026-03-01T12:00:00.123456789Z")),
            new Notes.Waiting("pi"))) {
      assertThat(Notes.read(Notes.encode(each).bytes(), each.getClass(), "k")).isEqualTo(each);
    }
  }

  @Test
  void whatIsNotOursIsTroubleWithTheKeysName() {
    for (String each : List.of("", "null", "[]", "{}", "7", "{\"id\":null,\"home\":\"x\"}", "{")) {
      assertThatThrownBy(() -> Notes.read(bytes(each), Notes.Holder.class, "/piha/home/holder"))
          .as(each)
          .isInstanceOf(LeaseTrouble.class)
          .hasMessageContaining("/piha/home/holder");
    }
    String huge = "{\"id\":\"" + "x".repeat(10_000) + "\",\"home\":\"\"}";
    assertThatThrownBy(() -> Notes.read(bytes(huge), Notes.Holder.class, "k"))
        .isInstanceOf(LeaseTrouble.class)
        .hasMessageNotContainingAny("xxxxxxxxxx");
  }

  @Test
  @Tag(Fuzz.TAG)
  void nonsenseIsTroubleAndNothingElse() {
    Random random = Fuzz.random(2379);
    byte[] good = Notes.encode(HOLDER).bytes();
    for (int i = 0; i < Fuzz.rounds(20_000); i++) {
      byte[] text = good.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      for (Class<? extends Record> type :
          List.of(Notes.Holder.class, Notes.Term.class, Notes.Clock.class, Notes.Written.class)) {
        try {
          assertThat(Notes.read(text, type, "k")).isNotNull();
        } catch (LeaseTrouble e) {
          assertThat(e.words()).hasSizeLessThan(1_000);
        }
      }
    }
  }
}
