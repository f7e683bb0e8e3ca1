package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.piha.testing.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PacketSieveTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static String sieved(byte[] bytes) throws IOException {
    return HexFormat.of().formatHex(sieve(bytes, PacketSieve.Express.NONE).readAllBytes());
  }

  private static PacketSieve sieve(byte[] bytes, PacketSieve.Express express) {
    return new PacketSieve(new ByteArrayInputStream(bytes), 1 << 20, express);
  }

  @Test
  void whatNobodyAcknowledgesTakesTheShortWayAndTheRestGoesToTheLibrary() throws IOException {
    List<String> taken = new ArrayList<>();
    PacketSieve.Express express =
        (topic, payload, retained) ->
            topic.equals("a")
                && taken.add(
                    topic + " " + new String(payload, StandardCharsets.UTF_8) + " " + retained);
    String unacknowledged = "30 06 0001 61 00 6869";
    String retained = "31 08 0001 61 02 0101 6869";
    String elsewhere = "30 06 0001 62 00 6869";
    String acknowledged = "32 08 0001 61 0007 00 6869";
    byte[] rest =
        sieve(hex(unacknowledged + acknowledged + retained + elsewhere), express).readAllBytes();
    assertThat(taken).containsExactly("a hi false", "a hi true");
    assertThat(rest).isEqualTo(hex(acknowledged + elsewhere));
  }

  /** Hands out one packet a reading. */
  private static final class Drop extends InputStream {
    private final byte[] packet;
    private int left;

    Drop(byte[] packet, int times) {
      this.packet = packet;
      this.left = times;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read in pieces");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      left--;
      System.arraycopy(packet, 0, target, offset, packet.length);
      return packet.length;
    }
  }

  @Test
  void whoTakesHeartbeatsIsToldAfterEachReadingAndBeforeAnythingElseIsHeard() throws IOException {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger gathered = new AtomicInteger();
    AtomicInteger waited = new AtomicInteger();
    PacketSieve.Express express =
        new PacketSieve.Express() {
          @Override
          public boolean take(String topic, byte[] payload, boolean retained) {
            return taken.incrementAndGet() > 0;
          }

          @Override
          public void gathered(boolean paused) {
            gathered.incrementAndGet();
            waited.addAndGet(paused ? 1 : 0);
          }
        };
    byte[] three = hex("30 06 0001 61 00 6869".repeat(3));
    Duration blink = Duration.ofMillis(1);
    new PacketSieve(new Drop(three, 40), 1 << 20, express, blink).readAllBytes();
    assertThat(taken).hasValue(120);
    assertThat(gathered).hasValue(40);
    // Whoever waited here does not wait for others once more.
    assertThat(waited).hasValue(40 - 8);
    byte[] another = hex("30 06 0001 61 00 6869".repeat(3) + "d0 00" + "30 06 0001 61 00 6869");
    PacketSieve sieve = new PacketSieve(new Drop(another, 1), 1 << 20, express);
    assertThat(sieve.read()).isEqualTo(0xd0);
    assertThat(taken).hasValue(123);
    assertThat(gathered).hasValue(41);
    assertThat(sieve.readAllBytes()).hasSize(1);
    assertThat(taken).hasValue(124);
    assertThat(gathered).hasValue(42);
  }

  @Test
  void whateverIsSentEndsThePauseInWhichHeartbeatsGather() throws InterruptedException {
    AtomicInteger taken = new AtomicInteger();
    byte[] three = hex("30 06 0001 61 00 6869".repeat(3));
    PacketSieve sieve =
        new PacketSieve(
            new Drop(three, 40),
            1 << 20,
            (_, _, _) -> taken.incrementAndGet() > 0,
            Duration.ofMinutes(5));
    Thread reader = Thread.ofPlatform().daemon().start(() -> readToTheEnd(sieve));
    int pauses = 0;
    for (AtomicInteger last = new AtomicInteger(); taken.get() < 120; pauses++) {
      await()
          .until(
              () ->
                  !reader.isAlive()
                      || (taken.get() > last.get()
                          && reader.getState() == Thread.State.TIMED_WAITING));
      last.set(taken.get());
      sieve.hurry();
    }
    assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
    assertThat(taken).hasValue(120);
    assertThat(pauses).isGreaterThan(2);
  }

  private static void readToTheEnd(PacketSieve sieve) {
    try {
      sieve.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theOfferOfTopicAliasesIsTakenOutOfTheWelcome() throws IOException {
    assertThat(sieved(hex("20 09 00 00 06 22 000a 21 0014"))).isEqualTo("2006000003210014");
  }

  @Test
  void aReceiveMaximumOf65535IsBroughtDownToWhatTheLibraryCanRead() throws IOException {
    assertThat(sieved(hex("20 06 00 00 03 21 ffff"))).isEqualTo("2006000003217fff");
  }

  @Test
  void aPlainPublicationIsUntouchedAndOneWithHarmfulPropertiesLosesThem() throws IOException {
    byte[] plain = hex("30 08 0001 61 02 0101 6869");
    assertThat(sieved(plain)).isEqualTo(HexFormat.of().formatHex(plain));
    ByteArrayOutputStream long32K = new ByteArrayOutputStream();
    int correlation = 40_000;
    int properties = correlation + 3;
    int remaining = 3 + 2 + 3 + properties + 2;
    long32K.writeBytes(new byte[] {0x32});
    varint(long32K, remaining);
    long32K.writeBytes(hex("0001 61 0007"));
    varint(long32K, properties);
    long32K.writeBytes(new byte[] {0x09, (byte) (correlation >> 8), (byte) correlation});
    long32K.writeBytes(new byte[correlation]);
    long32K.writeBytes(hex("6869"));
    assertThat(sieved(long32K.toByteArray())).isEqualTo("32080001610007006869");
    assertThat(sieved(hex("30 0c 0001 61 07 08 0002 6101 0101 68")))
        .as("a control character in the response topic")
        .isEqualTo("30050001610068");
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 0x7f) {
      out.write((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    out.write(rest);
  }

  @Test
  void aPacketBeyondTheLimitEndsTheConnection() {
    assertThatThrownBy(() -> sieved(hex("30 ffffff7f 00"))).hasMessageContaining("limit");
    assertThatThrownBy(() -> sieved(hex("30 ffffffff ff"))).hasMessageContaining("length");
  }

  @Test
  @Tag(Fuzz.TAG)
  void anyBytesInAnyPiecesPassOrEndInAnIoException() {
    Random random = Fuzz.random(11);
    for (int round = 0; round < Fuzz.rounds(20_000); round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      for (int i = 0; i + 1 < bytes.length; i += 2 + random.nextInt(40)) {
        bytes[i] = (byte) (random.nextBoolean() ? 0x20 : (0x30 | random.nextInt(16)));
        bytes[i + 1] = (byte) random.nextInt(40);
      }
      InputStream pieces =
          new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
              return super.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
            }
          };
      try {
        PacketSieve.Express half = (topic, _, _) -> topic.length() % 2 == 0;
        new PacketSieve(pieces, 1_000, half, Duration.ZERO).readAllBytes();
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
