package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real failover is exported and judged again by the simulator. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "snmpd", "perl", "stdbuf"})
class IncidentTapeTest {

  @TempDir private Path folder;

  @Test
  void aRealFailoverIsExportedAndDecidedAgainAsThen() throws Exception {
    Path file = folder.resolve("incident.json");
    try (House house = House.well(folder)) {
      house.haos().dies();
      house.awaitPhase("failed_over");
      house.awaitRecord("promoted");

      Program.Result records = house.piha("audit", "--incident", "1");
      assertThat(records.exit()).as(records.output()).isZero();
      assertThat(records.output()).contains("heartbeat_lost", "power_cycled", "promoted");
      assertThat(house.piha("audit", "--incident", "9").exit()).isEqualTo(1);
      assertThat(house.piha("audit", "--export", file.toString()).exit()).isEqualTo(2);

      Program.Result written = house.piha("audit", "--incident", "1", "--export", file.toString());
      assertThat(written.exit()).as(written.output()).isZero();
      assertThat(house.piha("audit", "--incident", "1", "--export", file.toString()).output())
          .contains("is there already");
    }
    String tape = Files.readString(file);
    assertThat(tape).doesNotContain(ScriptedHost.TOKEN);

    Program.Result same = Program.run("simulate", "--incident", file.toString());
    assertThat(same.exit()).as(same.output()).isZero();
    assertThat(same.output())
        .contains("> heartbeat_lost haos", "> order promote standby epoch 2", "> port rack/8 off")
        .contains("Decided as then")
        .contains("no rule was broken");

    Path wrong = folder.resolve("wrong.json");
    // Had the host been heard in the middle of it, nothing of what followed would have been right.
    Files.writeString(wrong, tape.replace("\"kind\":\"fenced\"", "\"kind\":\"heartbeat_back\""));
    Program.Result other = Program.run("simulate", "--incident", wrong.toString());
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.output()).contains("OTHERWISE then", "heartbeat_back", "now: fenced");

    Files.writeString(wrong, tape.substring(0, tape.length() / 2));
    Program.Result broken = Program.run("simulate", "--incident", wrong.toString());
    assertThat(broken.exit()).isEqualTo(3);
    assertThat(broken.output()).contains("is not an incident that this version can read");
  }
}
