package io.piha.console.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Request;
import io.piha.console.Estates;
import io.piha.console.Stagehand;
import io.piha.console.Stories;
import io.piha.console.kit.Asker;
import io.piha.console.kit.Foretold;
import io.piha.console.kit.Live;
import io.piha.console.kit.Supposition;
import io.piha.console.kit.Tone;
import io.piha.engine.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WhatIfModelTest {

  private final Live live = new Live(() -> Estates.NOW);
  private final Queue<Runnable> frames = new ConcurrentLinkedQueue<>();
  private final List<Supposition> asked = new CopyOnWriteArrayList<>();
  private final Queue<CompletableFuture<Foretold>> answers = new ArrayDeque<>();
  private final Asker asker =
      new Asker() {
        @Override
        public CompletableFuture<Answer> ask(Request request) {
          throw new AssertionError("a supposition is no request");
        }

        @Override
        public CompletableFuture<Foretold> whatIf(String service, Supposition fault) {
          asked.add(fault);
          return answers.isEmpty()
              ? CompletableFuture.completedFuture(Stories.takenOver())
              : answers.remove();
        }
      };

  private WhatIfModel over(Snapshot snapshot) {
    live.take(snapshot);
    return new WhatIfModel("home-assistant", Stagehand.words(), live, asker, frames::add);
  }

  private static List<String> texts(WhatIfModel model) {
    return model.choices().get().stream().map(Choice::text).toList();
  }

  @Test
  void theChoicesNameTheHostsAsTheyStand() {
    assertThat(texts(over(Estates.calm())))
        .hasSize(Supposition.values().length)
        .startsWith("haos dies for good")
        .contains(
            "standby dies", "haos and standby die together", "haos dies and the switch refuses");
  }

  @Test
  void whatMakesNoSenseNowIsNotOffered() {
    assertThat(texts(over(Estates.failedOver())))
        .as("haos is dead already, and standby has no port")
        .contains("standby dies for good")
        .noneMatch(
            text -> text.contains("haos") || text.contains("switch") || text.contains("cycle"));
    assertThat(texts(over(Estates.leaderless())))
        .noneMatch(text -> text.contains("dies for good"))
        .contains("the broker is gone for ten minutes");
  }

  @Test
  void theAnswerIsAwaitedOffTheScreensThreadAndThenShownWithItsSteps() {
    CompletableFuture<Foretold> answer = new CompletableFuture<>();
    answers.add(answer);
    WhatIfModel model = over(Estates.calm());
    model.suppose(Supposition.LEADER_DIES);

    assertThat(model.face().get().waiting()).isTrue();
    answer.complete(Stories.takenOver());
    frame();

    assertThat(model.face().get().told()).isTrue();
    assertThat(model.face().get().verdict().sentence()).startsWith("standby would lead after");
    assertThat(model.face().get().steps().getFirst().word()).isEqualTo("+1:26");
    assertThat(model.moved().get()).isEmpty();
  }

  @Test
  void aStateThatMovedOnIsSaidAndAskedAnewInOneGo() {
    WhatIfModel model = over(Estates.calm());
    model.suppose(Supposition.LEADER_DIES);
    frame();
    show(model, Estates.incident());

    assertThat(model.moved().get())
        .isEqualTo("The state has changed since then: it is revision 312 now.");
    assertThat(model.face().get().told()).as("the old answer stays to be read").isTrue();

    model.again();
    assertThat(model.moved().get()).isEmpty();
    frame();
    assertThat(asked).containsExactly(Supposition.LEADER_DIES, Supposition.LEADER_DIES);
  }

  @Test
  void anAnswerThatIsOldWhenItComesSaysSo() {
    WhatIfModel model = over(Estates.incident());
    model.suppose(Supposition.LEADER_DIES);
    frame();

    assertThat(model.moved().get()).contains("312");
  }

  @Test
  void ofManyQuestionsAtOnceOnlyTheNewestIsAnswered() {
    CompletableFuture<Foretold> first = new CompletableFuture<>();
    answers.add(first);
    WhatIfModel model = over(Estates.calm());
    model.suppose(Supposition.LEADER_DIES);
    Awaitility.await().until(() -> asked.size() == 1);
    model.suppose(Supposition.LEADER_HANGS);
    model.suppose(Supposition.STANDBY_DIES);
    answers.add(CompletableFuture.completedFuture(Stories.nothing()));
    first.complete(Stories.takenOver());
    frame();
    frame();

    assertThat(asked).containsExactly(Supposition.LEADER_DIES, Supposition.STANDBY_DIES);
    assertThat(model.face().get().verdict().sentence()).startsWith("Nothing would happen");
  }

  @Test
  void everyRefusalHasItsReasonInWords() {
    WhatIfModel model = over(Estates.calm());
    for (Foretold.Why why : Foretold.Why.values()) {
      answers.add(CompletableFuture.completedFuture(new Foretold.Refused(why)));
      model.suppose(Supposition.LEADER_DIES);
      frame();
      assertThat(model.face().get().told()).isFalse();
      assertThat(model.face().get().waiting()).isFalse();
      assertThat(model.face().get().verdict().tone()).isEqualTo(Tone.NOTICE);
    }
  }

  @Test
  void aConsoleWithoutAnEngineSaysWhereToAsk() {
    Asker far = _ -> new CompletableFuture<>();
    live.take(Estates.calm());
    var model = new WhatIfModel("home-assistant", Stagehand.words(), live, far, frames::add);
    model.suppose(Supposition.LEADER_DIES);
    frame();

    assertThat(model.face().get().verdict().sentence()).startsWith("This console observes.");
  }

  @Test
  void whatWasForgottenIsNotShown() {
    WhatIfModel model = over(Estates.calm());
    model.suppose(Supposition.LEADER_DIES);
    model.forget();
    frame();

    assertThat(model.face().get().told()).isFalse();
  }

  private void show(WhatIfModel model, Snapshot snapshot) {
    live.take(snapshot);
    model.show(snapshot);
  }

  private void frame() {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !frames.isEmpty());
    frames.remove().run();
  }
}
