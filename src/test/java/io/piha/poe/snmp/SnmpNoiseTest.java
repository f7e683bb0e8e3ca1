package io.piha.poe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.NameLookup;
import io.piha.poe.SwitchTrouble;
import io.piha.site.HostPort;
import io.piha.site.Secret;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A switch that answers with nonsense: trouble in words, or a reading, and nothing else. */
class SnmpNoiseTest {
  private static final int ANSWERS = 150;
  private static final byte RESPONSE = (byte) 0xA2;

  @Test
  void noAnswerMakesTheDriverThrowAnythingElse() throws Exception {
    try (DatagramSocket agent = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        NameLookup names = new NameLookup();
        SnmpSwitch poe =
            new SnmpSwitch(
                new SnmpConfig(
                    "rack",
                    new HostPort("127.0.0.1", agent.getLocalPort()),
                    false,
                    new SnmpAccess.Community(new Secret("public")),
                    1,
                    Duration.ofMillis(40),
                    0,
                    Duration.ofSeconds(1),
                    List.of()),
                names)) {
      Thread.ofVirtual().start(() -> answer(agent));
      int readings = 0;
      for (int i = 0; i < ANSWERS; i++) {
        try {
          assertThat(poe.read("8")).isNotNull();
          readings++;
        } catch (SwitchTrouble e) {
          assertThat(e.words()).isNotEmpty().hasSizeLessThan(1_000);
        }
      }
      assertThat(readings).isLessThan(ANSWERS);
    }
  }

  /** The question itself as the answer, its values mangled: the library must find it credible. */
  private static void answer(DatagramSocket agent) {
    Random random = new Random(161);
    byte[] buffer = new byte[4_096];
    while (!agent.isClosed()) {
      try {
        DatagramPacket question = new DatagramPacket(buffer, buffer.length);
        agent.receive(question);
        byte[] text = java.util.Arrays.copyOf(buffer, question.getLength());
        for (int i = 0; i < text.length; i++) {
          if (text[i] == (byte) 0xA0) {
            text[i] = RESPONSE;
            break;
          }
        }
        for (int n = random.nextInt(4); n > 0; n--) {
          int from = text.length / 2;
          text[from + random.nextInt(text.length - from)] = (byte) random.nextInt(256);
        }
        agent.send(new DatagramPacket(text, text.length, question.getSocketAddress()));
      } catch (IOException e) {
        return;
      }
    }
  }
}
