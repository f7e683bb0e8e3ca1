package io.piha.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the audit keeps of a request besides its sentence: who asked to pass what. */
class RequestRecordTest {

  private static Map<String, Object> recorded(Request request) {
    Stage stage = new StoryHouse().stage();
    stage.settle(Duration.between(stage.now, Stage.ZERO));
    Decision decision = Arbiter.decide(stage.state, new Signal.Asked(request), stage.now);
    return decision.entries().getFirst().detail();
  }

  @Test
  void whatWasAskedToBePassedIsKept() {
    Request all =
        new Request(
            "r1",
            StoryHouse.SERVICE,
            Command.SYNC,
            "",
            "operator:ann",
            "",
            Optional.empty(),
            true,
            true,
            true,
            true,
            OptionalLong.empty(),
            false,
            Request.ROLLBACK);
    assertThat(recorded(all))
        .isEqualTo(
            Map.of(
                "request",
                "r1",
                "command",
                "sync",
                "subject",
                "rollback",
                "force",
                true,
                "override_guard",
                true,
                "override_incident",
                true,
                "dry_run",
                true));
  }

  @Test
  void whatWasNotAskedForIsNotMentioned() {
    Request plain = Request.of("r1", StoryHouse.SERVICE, Command.ACK, "", "operator:ann", "");
    assertThat(recorded(plain)).isEqualTo(Map.of("request", "r1", "command", "ack"));
  }
}
