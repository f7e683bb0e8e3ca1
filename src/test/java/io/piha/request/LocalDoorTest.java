package io.piha.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Request;
import io.piha.arbiter.Signal;
import io.piha.engine.Inbox;
import io.piha.engine.SamplePicture;
import io.piha.engine.StatusDocument;
import io.piha.testing.Fuzz;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDoorTest {

  private static final InstantSource CLOCK = InstantSource.fixed(SamplePicture.AT);
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofMillis(577_250);

  @TempDir Path dataDir;

  private final Queue<Request> asked = new ConcurrentLinkedQueue<>();

  /** A door behind which every request but a promotion is granted. */
  private LocalDoor open(Path folder) throws IOException {
    AtomicReference<Optional<LocalDoor>> door = new AtomicReference<>(Optional.empty());
    Inbox engine =
        signal -> {
          if (signal instanceof Signal.Asked(Request request)) {
            asked.add(request);
            boolean granted = request.command() != Command.PROMOTE;
            Optional<Duration> again = granted ? Optional.empty() : Optional.of(AGAIN);
            String why = granted ? "done" : "haos is alive";
            door.get().orElseThrow().answer(new Effect.Answer(request.id(), granted, why, again));
          }
        };
    LocalDoor opened =
        LocalDoor.open(folder, engine, () -> SamplePicture.of("haos"), CLOCK, DoorService.NONE);
    door.set(Optional.of(opened));
    return opened;
  }

  private static LocalClient connect(Path folder) {
    return LocalClient.connect(folder).orElseThrow();
  }

  private List<String> say(String... texts) throws IOException {
    Path socket = dataDir.resolve("control.sock");
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Lines lines = new Lines(channel, 1 << 20);
      List<String> answers = new java.util.ArrayList<>();
      for (String text : texts) {
        lines.write(text, WAIT);
        answers.add(lines.read(WAIT).orElse(""));
      }
      return answers;
    }
  }

  @Test
  void aRequestIsAnsweredByTheEngine() throws Exception {
    try (LocalDoor _ = open(dataDir);
        LocalClient client = connect(dataDir)) {
      Request reset =
          Request.of("r1", "home-assistant", Command.RESET, "haos", "operator:alice", "it hangs");
      assertThat(client.request(reset))
          .isEqualTo(new LocalClient.Reply("r1", true, "done", Optional.empty()));
      assertThat(asked).containsExactly(reset);
      assertThat(
              client.request(
                  Request.of("r2", "home-assistant", Command.PROMOTE, "standby", "operator:a", "")))
          .isEqualTo(new LocalClient.Reply("r2", false, "haos is alive", Optional.of(AGAIN)));
      assertThat(client.status()).isEqualTo(StatusDocument.text(SamplePicture.of("haos")));
    }
  }

  @Test
  void whoSignsNothingIsTheUnixUser() throws Exception {
    try (LocalDoor _ = open(dataDir)) {
      say("{\"op\":\"dry_run\",\"request\":{\"cmd\":\"ack\"}}");
      Request request = asked.element();
      assertThat(request.by()).isEqualTo("operator:" + System.getProperty("user.name"));
      assertThat(request.service()).isEqualTo("home-assistant");
      assertThat(request.dryRun()).isTrue();
    }
  }

  @Test
  void nonsenseGetsAPlainAnswerAndTheConnectionLives() throws Exception {
    try (LocalDoor _ = open(dataDir)) {
      assertThat(
              say(
                  "what?",
                  "{\"op\":\"dance\"}",
                  "{\"op\":\"request\"}",
                  "{\"op\":\"request\",\"request\":{\"cmd\":\"reset\"}}",
                  "{\"op\":\"ping\"}"))
          .satisfiesExactly(
              one -> assertThat(one).contains("not JSON"),
              two -> assertThat(two).contains("op must be"),
              three -> assertThat(three).contains("\"accepted\":false"),
              four -> assertThat(four).contains("reset needs a host"),
              five -> assertThat(five).isEqualTo("{\"pong\":true}"));
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void aLineHasALongestLength() throws Exception {
    try (LocalDoor _ = open(dataDir)) {
      assertThat(say("x".repeat(64 * 1024 + 1)).getFirst()).contains("at most 65536 bytes");
    }
  }

  @Test
  void onlyTheOwnerMayKnockAndTheFileGoesWithTheDoor() throws Exception {
    Path socket = dataDir.resolve("control.sock");
    try (LocalDoor _ = open(dataDir)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      assertThatThrownBy(() -> open(dataDir)).hasMessageContaining("already answers");
    }
    assertThat(socket).doesNotExist();
    assertThat(LocalClient.connect(dataDir)).isEmpty();
  }

  @Test
  void aFileThatACrashLeftBehindIsNoObstacle() throws Exception {
    Files.createFile(dataDir.resolve("control.sock"));
    try (LocalDoor _ = open(dataDir);
        LocalClient client = connect(dataDir)) {
      assertThat(client.ping()).isTrue();
    }
  }

  @Test
  void aPathTooLongForASocketIsGoneAround() throws Exception {
    Path deep = Files.createDirectories(dataDir.resolve("d".repeat(120)));
    try (LocalDoor _ = open(deep);
        LocalClient client = connect(deep)) {
      assertThat(client.ping()).isTrue();
      assertThat(deep.resolve("control.path")).exists();
    }
    assertThat(deep.resolve("control.path")).doesNotExist();
  }

  @Test
  @Tag(Fuzz.TAG)
  void garbageLinesNeverThrowAndNeverAct() {
    Desk desk = new Desk(_ -> {}, () -> SamplePicture.of("haos"), CLOCK, DoorService.NONE);
    Random random = Fuzz.random(11);
    String seed = "{\"op\":\"request\",\"request\":{\"cmd\":\"reset\",\"force\":1}}";
    for (int round = 0; round < Fuzz.rounds(20_000); round++) {
      StringBuilder text = new StringBuilder(seed);
      for (int edits = random.nextInt(4); edits > 0; edits--) {
        text.setCharAt(random.nextInt(30), (char) random.nextInt(256));
      }
      assertThat(desk.serve(text.toString(), "root")).startsWith("{");
    }
  }
}
