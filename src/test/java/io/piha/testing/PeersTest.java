package io.piha.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
  @TempDir Path folder;

  @Test
  void aMissingProgramNamesThePackageToInstall() {
    assertThat(PeerCondition.judge("no-such-program").getReason())
        .hasValue("Peer missing: no-such-program (install the Debian package no-such-program)");
  }

  @Test
  @NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_sub"})
  void mosquittoKeepsItsRetainedMessagesOverARestart() throws Exception {
    try (Mosquitto broker = Peers.mosquitto(folder)) {
      String port = Integer.toString(broker.port());
      Programs.run("mosquitto_pub", "-p", port, "-t", "a", "-m", "kept", "-r", "-q", "1");
      broker.restart();
      assertThat(Programs.run("mosquitto_sub", "-p", port, "-t", "a", "-C", "1", "-W", "5"))
          .isEqualTo("kept");
    }
  }

  @Test
  @NeedsPeer({"snmpd", "snmpget", "snmpset", "perl"})
  void theSwitchDoesWhatItIsToldAndItsFilesShowIt() throws Exception {
    try (Snmpd agent = Peers.snmpd(folder)) {
      set(agent, 3, 2);
      assertThat(agent.on(3)).isFalse();
      assertThat(get(agent, Snmpd.DETECTION + 3)).isEqualTo("1");
      agent.set(3, true);
      assertThat(get(agent, Snmpd.ADMIN + 3)).isEqualTo("1");
      agent.detection(3, Optional.of(4));
      assertThat(get(agent, Snmpd.DETECTION + 3)).isEqualTo("4");
    }
  }

  @Test
  @NeedsPeer({"snmpd", "snmpset", "perl"})
  void theSwitchCanSayOkAndDoNothingOrDoItLate() throws Exception {
    try (Snmpd agent = Peers.snmpd(folder)) {
      agent.ignoreSets();
      set(agent, 2, 2);
      assertThat(agent.on(2)).isTrue();
      assertThat(agent.writesSeen()).isEqualTo(1);
      agent.applyLate(Duration.ofMillis(300));
      set(agent, 2, 2);
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !agent.on(2));
    }
  }

  @Test
  @NeedsPeer({"snmpd", "snmpget", "perl"})
  void theSwitchSpeaksVersionThree() throws Exception {
    try (Snmpd agent = Peers.snmpd(folder)) {
      assertThat(
              Programs.run(
                  "snmpget",
                  "-v3",
                  "-l",
                  "authPriv",
                  "-u",
                  Snmpd.USER,
                  "-a",
                  "SHA-256",
                  "-A",
                  Snmpd.AUTH_KEY,
                  "-x",
                  "AES",
                  "-X",
                  Snmpd.PRIVACY_KEY,
                  "-Oqv",
                  agent.address(),
                  Snmpd.ADMIN + 1))
          .isEqualTo("1");
    }
  }

  private static void set(Snmpd agent, int port, int value) throws Exception {
    Programs.run(
        "snmpset", "-v2c", "-c", Snmpd.WRITE, agent.address(), Snmpd.ADMIN + port, "i", "" + value);
  }

  private static String get(Snmpd agent, String oid) throws Exception {
    return Programs.run("snmpget", "-v2c", "-c", Snmpd.READ, "-Oqv", agent.address(), oid);
  }
}
