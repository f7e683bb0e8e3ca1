package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runbooks in which nobody else comes to lead, gone by in one house. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_rr", "snmpd", "perl", "stdbuf", "kill"})
class QuietRunbooksTest extends OneHouse {
  QuietRunbooksTest(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @AfterEach
  void itIsWellAgain() {
    house.awaitWell();
    assertThat(house.cycles()).as(house.story()).isZero();
    assertThat(house.leader()).isEqualTo("haos");
  }

  @Test
  void theIndex() {
    Night night = new Night(house, "README").does("piha freeze");
    house.await("it is frozen", () -> house.service().path("frozen").asBoolean(false));
    night.does("piha thaw").done();
  }

  @Test
  void firstLook() {
    new Night(house, "first-look")
        .does("piha status")
        .does("piha audit --since")
        .does("piha audit verify")
        .done();
  }

  @Test
  void stuckSwitch() {
    Night night = new Night(house, "stuck-switch");
    house.poeSwitch().pause();
    night.does("piha status").does("piha check");
    night.does("piha freeze");
    house.poeSwitch().resume();
    night.does("piha thaw").does("piha check").does("piha status").done();
  }

  @Test
  void lostBroker() {
    Night night = new Night(house, "lost-broker");
    house.broker().kill();
    night.does("piha status");
    house.restartBroker();
    night.does("piha status").does("piha audit").done();
  }

  @Test
  void conflict() {
    Night night = new Night(house, "conflict");
    house.standby().obeys(false);
    house.standby().leads(house.haos().epoch());
    house.awaitRecord("conflict");
    night.does("piha status").does("piha audit").does("piha demote");
    house.standby().observes();
    house.standby().obeys(true);
    house.awaitRecord("demoted");
    night.does("piha ack").done();
  }

  @Test
  void upgrade() {
    Night night = new Night(house, "upgrade");
    night.does("piha status").does("piha audit verify");
    long epoch = house.service().path("epoch").asLong();
    assertThat(house.engine().terminate()).isIn(0, 143);
    house.engine().restart();
    night.does("piha status").does("piha audit --since").does("piha check").done();
    assertThat(house.service().path("epoch").asLong()).isEqualTo(epoch);
    assertThat(house.records("control_started")).hasSizeGreaterThanOrEqualTo(2);
  }
}
