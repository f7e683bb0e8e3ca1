package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.GitRepo;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** The mirror on bad nights: a release that breaks the house, and a freeze that is half lost. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_sub", "snmpd", "perl", "stdbuf", "git"})
class MirrorNightTest {

  @TempDir private Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aReleaseThatIsFollowedByAnIncidentIsTakenBackInOneActAndStaysAway() throws Exception {
    GitRepo repo = new GitRepo(folder.resolve("git"));
    String good = repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    try (House house = mirrored(repo)) {
      house.awaitWell();
      house.await("the mirror has looked", () -> target(house).equals(good));
      house.asks(4, "sync", "--rollback", "--yes");
      assertThat(repo.ref("refs/heads/standby"))
          .as("there is nothing to take back")
          .isEqualTo(good);

      String bad = repo.pushed("scripts.yaml", "boom: 1\n", "Break the house");
      house.await("it is released", () -> repo.ref("refs/heads/standby").equals(bad));
      house.awaitRecord("sync_done");
      house.haos().dies();
      house.awaitRecord("heartbeat_lost");
      house.await(
          "the rollback is offered", () -> !sync(house).path("rollback").asString("").isEmpty());
      assertThat(sync(house).path("suspects").toString()).contains(bad.substring(0, 10));

      house.asks(0, "sync", "--rollback", "--yes");
      house.await("it is taken back", () -> repo.ref("refs/heads/standby").equals(good));
      assertThat(repo.ref("refs/piha/released/" + bad)).as("and not lost").isEqualTo(bad);
      house.await("the audit log tells who did it", () -> lastSync(house).contains("operator"));
      assertThat(lastSync(house)).contains(good.substring(0, 7));

      house.awaitPhase("failed_over");
      house.haos().heals();
      house.asks(0, "ack", "--yes");
      house.asks(0, "failback", "--yes");
      house.awaitWell();
      house.await("the one taken back is held", () -> held(house).equals("suspect"));
      assertThat(repo.ref("refs/heads/standby")).isEqualTo(good);
    }
    assertThat(repo.inBare("fsck", "--full")).doesNotContain("error", "missing");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aFreezeOutlivesTheLossOfAnyOneOfItsThreePlaces() throws Exception {
    GitRepo repo = new GitRepo(folder.resolve("git"));
    repo.pushed("configuration.yaml", "default_config:\n", "Set up");
    repo.inBare("branch", "standby", "main");
    try (House house = mirrored(repo)) {
      house.awaitWell();
      house.asks(0, "freeze", "--yes");
      house.await("it is in Git", () -> !repo.ref("refs/piha/freeze").isEmpty());
      house.await("it is on the topic", () -> retained(house).equals("true"));

      // The repository forgets it.
      repo.inBare("update-ref", "-d", "refs/piha/freeze");
      house.await("it is in Git again", () -> !repo.ref("refs/piha/freeze").isEmpty());
      assertFrozen(house);

      // The broker forgets everything that was retained.
      house.broker().kill();
      forget(house.folder(), "mosquitto.db");
      house.restartBroker();
      house.await("it is on the topic again", () -> retained(house).equals("true"));
      assertFrozen(house);

      // Somebody empties the topic: nothing is said by that, and it is said again.
      house.publish(House.P + "/standby_sync_freeze", "", "-r");
      house.await("the topic is filled again", () -> retained(house).equals("true"));
      assertFrozen(house);

      // The control plane forgets everything.
      house.engine().kill();
      forget(house.folder().resolve("data"), "");
      house.engine().restart();
      house.await("it is frozen again", () -> frozen(house));
      house.await("and has looked at the repository", () -> !target(house).isEmpty());
      assertThat(repo.ref("refs/piha/freeze")).isNotEmpty();
      assertThat(retained(house)).isEqualTo("true");

      house.asks(0, "thaw", "--yes");
      house.await("the freeze is gone from Git", () -> repo.ref("refs/piha/freeze").isEmpty());
      house.await("and from the topic", () -> retained(house).equals("false"));
    }
  }

  private House mirrored(GitRepo repo) throws IOException {
    String sync =
        "    sync: {repository: '%s', observation_window: 1s, every: 1s}\n".formatted(repo.bare());
    return House.open(folder, text -> text.replace("switches:\n", sync + "switches:\n"));
  }

  private static JsonNode sync(House house) {
    return house.service().path("sync");
  }

  private static String target(House house) {
    return sync(house).path("target").asString("");
  }

  private static String lastSync(House house) {
    return house.records("sync_done").getLast().toString();
  }

  private static String held(House house) {
    return sync(house).path("held_by").asString("");
  }

  private static boolean frozen(House house) {
    return house.service().path("frozen").asBoolean(false);
  }

  private static void assertFrozen(House house) {
    assertThat(frozen(house)).isTrue();
    assertThat(house.records("thawed")).isEmpty();
  }

  /** What a client that comes just now is told. */
  private static String retained(House house) {
    return Programs.must(
            "mosquitto_sub",
            List.of(
                "-p",
                Integer.toString(house.broker().port()),
                "-t",
                House.P + "/standby_sync_freeze",
                "-t",
                "$SYS/broker/uptime",
                "-C",
                "2",
                "-F",
                "%t %p"))
        .lines()
        .filter(line -> line.startsWith(House.P))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElse("");
  }

  /** Files of that name, or all, are gone. */
  private static void forget(Path under, String name) throws IOException {
    try (Stream<Path> all = Files.walk(under)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        boolean meant = name.isEmpty() || each.endsWith(name);
        if (meant && Files.isRegularFile(each)) {
          Files.delete(each);
        }
      }
    }
  }
}
