package io.piha.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.piha.testing.Datagrams;
import io.piha.testing.NeedsPeer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

class NotifierTest {
  private static final long ME = 4711;

  @TempDir Path folder;

  @Test
  @NeedsPeer("socat")
  void eachWordIsADatagramOfItsOwn() {
    try (Datagrams manager = Datagrams.listen(folder);
        Notifier notifier = Notifier.of(Map.of("NOTIFY_SOCKET", manager.address()), ME)) {
      notifier.ready();
      notifier.status("supervising\nREADY=0\u0007 home " + "x".repeat(500));
      notifier.allow(Duration.ofMinutes(10));
      notifier.alive();
      notifier.stopping();
      Awaitility.await().until(() -> manager.lines().size() == 5);
      assertThat(manager.lines().get(1))
          .startsWith("STATUS=supervising READY=0 home xxx")
          .hasSize("STATUS=".length() + 200);
      assertThat(manager.lines())
          .contains("READY=1", "WATCHDOG_USEC=600000000", "WATCHDOG=1", "STOPPING=1");
    }
  }

  @Test
  void anAbstractNameIsSpokenToAsWell() throws Exception {
    String name = "piha-test-" + UUID.randomUUID();
    try (AFUNIXDatagramChannel manager = AFUNIXDatagramChannel.open();
        Notifier notifier = Notifier.of(Map.of("NOTIFY_SOCKET", "@" + name), ME)) {
      manager.bind(AFUNIXSocketAddress.inAbstractNamespace(name));
      notifier.ready();
      ByteBuffer heard = ByteBuffer.allocate(100);
      manager.receive(heard);
      assertThat(new String(heard.array(), 0, heard.position(), StandardCharsets.UTF_8))
          .isEqualTo("READY=1\n");
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aManagerThatDoesNotListenKeepsNobodyWaiting() throws Exception {
    Path socket = folder.resolve("deaf");
    try (AFUNIXDatagramChannel manager = AFUNIXDatagramChannel.open();
        Notifier notifier = Notifier.of(Map.of("NOTIFY_SOCKET", socket.toString()), ME)) {
      notifier.alive();
      manager.bind(AFUNIXSocketAddress.of(socket));
      for (int i = 0; i < 2_000; i++) {
        notifier.alive();
      }
    }
  }

  @Test
  void withoutAManagerNothingIsSaid() {
    try (Notifier nobody = Notifier.of(Map.of("WATCHDOG_USEC", "30000000"), ME)) {
      assertThatCode(nobody::ready).doesNotThrowAnyException();
      assertThat(nobody.watchdog()).isEmpty();
    }
  }

  @Test
  void onlyOurOwnWatchdogIsFed() {
    assertThat(watchdog("30000000", "4711")).isEqualTo("PT30S");
    assertThat(watchdog("30000000", "")).isEqualTo("PT30S");
    assertThat(watchdog("30000000", "1")).isEqualTo("none");
    assertThat(watchdog("soon", "4711")).isEqualTo("none");
    assertThat(watchdog("0", "4711")).isEqualTo("none");
    assertThat(watchdog("999999999999999999", "4711")).isEqualTo("none");
    assertThat(watchdog("9999999999999999999999", "4711")).isEqualTo("none");
  }

  @Test
  void nonsenseInTheEnvironmentIsNoManager() {
    Random chance = new Random(20261125);
    for (int i = 0; i < 2_000; i++) {
      Map<String, String> environment = new HashMap<>();
      for (String name : new String[] {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) {
        byte[] text = new byte[chance.nextInt(200)];
        chance.nextBytes(text);
        String nonsense = new String(text, StandardCharsets.ISO_8859_1);
        environment.put(name, chance.nextBoolean() ? nonsense : "/nowhere/" + nonsense);
      }
      try (Notifier notifier = Notifier.of(environment, ME)) {
        assertThat(notifier.watchdog()).isEmpty();
      }
    }
  }

  private static String watchdog(String micros, String pid) {
    Map<String, String> environment =
        Map.of("NOTIFY_SOCKET", "/nowhere", "WATCHDOG_USEC", micros, "WATCHDOG_PID", pid);
    try (Notifier notifier = Notifier.of(environment, ME)) {
      return notifier.watchdog().map(Duration::toString).orElse("none");
    }
  }
}
