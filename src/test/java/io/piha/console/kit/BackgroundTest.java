package io.piha.console.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  private final LinkedBlockingQueue<Runnable> frames = new LinkedBlockingQueue<>();
  private final Background background = new Background(frames::add);
  private final List<String> told = new ArrayList<>();

  @Test
  void anAnswerComesOnTheScreensThread() throws Exception {
    background.ask(() -> "answer", told::add, told::add);
    frame();

    assertThat(told).containsExactly("answer");
  }

  @Test
  void aFailureComesInWords() throws Exception {
    background.<String>ask(
        () -> {
          throw new IllegalStateException("the disk is full");
        },
        told::add,
        told::add);
    frame();

    assertThat(told).containsExactly("the disk is full");
  }

  @Test
  void whileOneIsAskedOnlyTheNewestOfThoseThatFollowIsKept() throws Exception {
    var go = new CountDownLatch(1);
    background.ask(
        () -> {
          go.await();
          return "first";
        },
        told::add,
        told::add);
    background.ask(() -> "second", told::add, told::add);
    background.ask(() -> "third", told::add, told::add);
    go.countDown();
    frame();
    frame();

    assertThat(told).containsExactly("third");
    assertThat(frames).isEmpty();
  }

  private void frame() throws InterruptedException {
    Runnable next = frames.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    next.run();
  }
}
