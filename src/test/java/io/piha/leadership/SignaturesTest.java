package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.Fuzz;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TOPIC = "piha/leader/ha/cmd";
  private static final byte[] PAYLOAD = "freeze".getBytes(StandardCharsets.UTF_8);

  private final Set<String> seen = new HashSet<>();
  private final Signatures signatures = new Signatures(Map.of("alice", "s3cret"), seen::add);

  private static List<UserProperty> signed(String operator, String key, String at, String nonce) {
    return List.of(
        new UserProperty("operator", operator),
        new UserProperty("at", at),
        new UserProperty("nonce", nonce),
        new UserProperty("signature", Signatures.sign(key, TOPIC, PAYLOAD, at, nonce)));
  }

  private Signatures.Verdict verify(List<UserProperty> properties) {
    return signatures.verify(TOPIC, PAYLOAD, properties, NOW);
  }

  private static String why(Signatures.Verdict verdict) {
    assertThat(verdict).isInstanceOf(Signatures.Verdict.Refused.class);
    return ((Signatures.Verdict.Refused) verdict).why();
  }

  @Test
  void aGoodSignatureCountsOnce() {
    List<UserProperty> request = signed("alice", "s3cret", "2026-03-01T12:00:59Z", "n1");
    assertThat(verify(request)).isEqualTo(new Signatures.Verdict.Signed("alice"));
    assertThat(why(verify(request))).contains("nonce");
  }

  @Test
  void theSignatureIsTheOneThatOpensslMakes() {
    // printf 'piha/leader/ha/cmd\nfreeze\n2026-03-01T12:00:00Z\nn1' | openssl dgst -sha256 -hmac
    // s3cret
    assertThat(Signatures.sign("s3cret", TOPIC, PAYLOAD, "2026-03-01T12:00:00Z", "n1"))
        .isEqualTo("0609e7432c5a59bd92662565a8103ce2e3e750e1a8e879f9a78a146a8cabd2a2");
  }

  @Test
  void forgedUnknownLateAndUnsignedAreRefusedAndUseUpNoNonce() {
    assertThat(why(verify(List.of()))).contains("must be signed");
    assertThat(why(verify(signed("bob", "s3cret", NOW.toString(), "n")))).contains("unknown");
    assertThat(why(verify(signed("alice", "guess", NOW.toString(), "n")))).contains("wrong");
    assertThat(why(verify(signed("alice", "s3cret", "2026-03-01T11:58:59Z", "n"))))
        .contains("61 s");
    assertThat(why(verify(signed("alice", "s3cret", "noon", "n")))).contains("RFC 3339");
    assertThat(
            why(
                signatures.verify(
                    "piha/leader/other/cmd",
                    PAYLOAD,
                    signed("alice", "s3cret", NOW.toString(), "n"),
                    NOW)))
        .contains("wrong");
    List<UserProperty> twice = new ArrayList<>(signed("alice", "s3cret", NOW.toString(), "n"));
    twice.add(new UserProperty("operator", "bob"));
    assertThat(why(verify(twice))).contains("twice");
    assertThat(seen).isEmpty();
  }

  @Test
  @Tag(Fuzz.TAG)
  void anyChangeOfASignedRequestIsRefused() {
    Random random = Fuzz.random(7);
    for (int round = 0; round < Fuzz.rounds(2_000); round++) {
      List<UserProperty> request =
          new ArrayList<>(signed("alice", "s3cret", NOW.toString(), "n" + round));
      int field = random.nextInt(4);
      UserProperty old = request.get(field);
      char[] text = old.getValue().toCharArray();
      text[random.nextInt(text.length)] ^= (char) (1 + random.nextInt(15));
      request.set(field, new UserProperty(old.getKey(), new String(text)));
      assertThat(verify(request)).isInstanceOf(Signatures.Verdict.Refused.class);
    }
    assertThat(seen).isEmpty();
  }
}
