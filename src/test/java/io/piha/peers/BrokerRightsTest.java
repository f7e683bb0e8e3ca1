package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each user of the shipped broker set-up can say and hear, at a real broker. */
@NeedsPeer({"mosquitto", "mosquitto_passwd", "mosquitto_pub", "mosquitto_sub", "stdbuf"})
class BrokerRightsTest {
  private static final String P = House.P;

  private static final List<String> TOPICS =
      List.of(
          P + "/heartbeat",
          P + "/state",
          P + "/cmd",
          P + "/events",
          P + "/standby_sync_freeze",
          "piha/control/status",
          "piha/control/events",
          "piha/control/echo/x",
          "piha/reply/x",
          "piha/leader/other/cmd",
          "elsewhere");

  @TempDir Path folder;
  private GuardedBroker guarded;

  @BeforeEach
  void open() throws IOException {
    guarded = new GuardedBroker(folder);
  }

  @AfterEach
  void close() {
    guarded.close();
  }

  @Test
  void eachSaysOnlyWhatIsItsOwnToSay() {
    try (Wire witness = guarded.witness()) {
      List<String> names = List.of("piha-control", "haos", "standby", "alice", "wall");
      for (String name : names) {
        for (String topic : TOPICS) {
          guarded.client(name).publish(topic, "of " + name);
        }
      }
      guarded.client("piha-control").publish(P + "/state", "the end");
      Awaitility.await("the end")
          .until(() -> witness.heard(each -> each.text().equals("the end")).findAny().isPresent());
      assertThat(said(witness, "haos")).containsExactly(P + "/heartbeat");
      assertThat(said(witness, "standby")).containsExactly(P + "/heartbeat");
      assertThat(said(witness, "alice")).containsExactlyInAnyOrder(P + "/cmd", "piha/reply/x");
      assertThat(said(witness, "wall")).isEmpty();
      assertThat(said(witness, "piha-control"))
          .containsExactlyInAnyOrder(
              P + "/state",
              P + "/cmd",
              P + "/events",
              P + "/standby_sync_freeze",
              "piha/control/status",
              "piha/control/events",
              "piha/control/echo/x",
              "piha/reply/x");
    }
  }

  private static Set<String> said(Wire witness, String name) {
    return witness
        .heard(each -> each.text().equals("of " + name))
        .map(Message::topic)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachHearsOnlyWhatItNeeds() {
    try (Wire host = guarded.wire("haos");
        Wire wall = guarded.wire("wall");
        Wire alice = guarded.wire("alice")) {
      guarded.client("haos").publish(P + "/heartbeat", "beat");
      for (String topic : TOPICS) {
        guarded.client("piha-control").publish(topic, "word");
      }
      // The last of them that each may hear.
      Awaitility.await("the host").until(() -> heard(host).contains(P + "/standby_sync_freeze"));
      Awaitility.await("the wall").until(() -> heard(wall).contains("piha/control/events"));
      Awaitility.await("alice").until(() -> heard(alice).contains("piha/reply/x"));
      assertThat(heard(host))
          .containsExactlyInAnyOrder(P + "/state", P + "/cmd", P + "/standby_sync_freeze");
      assertThat(heard(wall)).doesNotContain(P + "/cmd", "piha/reply/x", "piha/control/echo/x");
      assertThat(heard(alice)).contains(P + "/heartbeat", P + "/events", "piha/control/status");
    }
  }

  private static Set<String> heard(Wire wire) {
    return wire.heard().stream().map(Message::topic).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void nobodyGetsInWithoutAPassword() {
    try (Wire witness = guarded.witness()) {
      for (Client stranger :
          List.of(
              Client.anybody(guarded.broker.port()),
              Client.named(guarded.broker.port(), "haos", guarded.password("standby")))) {
        assertThat(refused(() -> stranger.publish(P + "/heartbeat", "stranger")))
            .contains("not authori");
      }
      guarded.client("haos").publish(P + "/heartbeat", "the end");
      Awaitility.await()
          .until(() -> witness.heard(each -> each.text().equals("the end")).findAny().isPresent());
      assertThat(witness.heard(each -> each.text().equals("stranger"))).isEmpty();
    }
  }

  private static String refused(Runnable act) {
    try {
      act.run();
      return "nothing was refused";
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage()).toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Test
  void aUserCanBeChangedAndTakenAwayWithoutTouchingTheOthers() throws IOException {
    String before = Files.readString(guarded.users().resolve("acl"));
    String old = guarded.password("haos");
    guarded.add("host", "haos");
    assertThat(guarded.password("haos")).isNotEqualTo(old);
    assertThat(lines("acl")).containsExactlyInAnyOrderElementsOf(before.lines().toList());
    guarded.piha("--prefix", "piha/leader/a", "--prefix", "piha/leader/b", "host", "haos");
    assertThat(lines("acl"))
        .contains("topic write piha/leader/a/heartbeat", "topic write piha/leader/b/heartbeat");
    guarded.piha("remove", "haos");
    assertThat(lines("acl")).noneMatch(each -> each.contains("haos"));
    assertThat(lines("passwords")).hasSize(5).noneMatch(each -> each.startsWith("haos:"));
    assertThat(lines("passwords")).noneMatch(each -> each.contains(guarded.password("standby")));
    assertThat(Files.getPosixFilePermissions(guarded.users().resolve("passwords")))
        .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_WRITE);
  }

  @Test
  void theShippedListOfRightsIsWhatTheScriptMakes() throws IOException {
    Path shipped = Path.of("installer", "mosquitto", "acl");
    List<String> made =
        lines("acl").stream().takeWhile(each -> !each.contains("witness-of-the-test")).toList();
    assertThat(Files.readAllLines(shipped)).endsWith(made.toArray(String[]::new));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(guarded.users().resolve(file));
  }
}
