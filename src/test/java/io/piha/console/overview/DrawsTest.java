package io.piha.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Estates;
import io.piha.console.KeptHouse;
import io.piha.console.Stagehand;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Live;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawsTest {

  @TempDir Path folder;
  private Instant clock = Estates.NOW;
  private final Live live = new Live(() -> clock, Duration.ofDays(1));
  private final BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();

  @Test
  void theTileOfAPoweredHostShowsWhatWasKept() throws Exception {
    OverviewModel page = over(KeptHouse.in(folder, false));

    answer();

    assertThat(page.tiles().getFirst().draw().get().steps()).hasSizeGreaterThan(3);
    assertThat(page.tiles().getFirst().draw().get().caption()).endsWith("W in the last hour");
    assertThat(page.tiles().getLast().draw().get()).as("no port").isEqualTo(DrawFace.NONE);
  }

  @Test
  void looksAgainOnlyAfterAWhile() throws Exception {
    OverviewModel page = over(KeptHouse.in(folder, false));
    answer();
    DrawFace first = page.tiles().getFirst().draw().get();

    clock = clock.plusSeconds(29);
    page.tick();
    assertThat(screen).isEmpty();
    assertThat(page.tiles().getFirst().draw().get()).isEqualTo(first);

    clock = clock.plusSeconds(60);
    page.tick();
    answer();
    assertThat(page.tiles().getFirst().draw().get()).isNotEqualTo(first);
  }

  @Test
  void farFromTheDataFolderThereIsNone() throws Exception {
    OverviewModel page = over(Archive.NONE);

    answer();

    assertThat(page.tiles().getFirst().draw().get()).isEqualTo(DrawFace.NONE);
  }

  private OverviewModel over(Archive archive) {
    var page =
        new OverviewModel(
            Stagehand.words(), live, (_, _, _, _) -> {}, _ -> {}, "alice", archive, screen::add);
    live.take(Estates.calm());
    page.show(Estates.calm());
    return page;
  }

  /** What the background has to say, on the one thread of this test. */
  private void answer() throws InterruptedException {
    Runnable next = screen.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("an answer").isNotNull();
    next.run();
  }
}
