package io.piha.cli;

import io.piha.console.SnapshotSource;
import io.piha.console.kit.Archive;
import io.piha.console.kit.Asker;
import io.piha.console.kit.FolderArchive;
import io.piha.demo.DemoEstate;
import io.piha.demo.DemoStory;
import java.io.IOException;
import java.time.Clock;

/** The demonstration as its command plays it, for a window of one's own. */
public final class StoryHouse implements AutoCloseable {
  private final DemoEstate estate;
  private final Supervision supervision;
  private final ControlPlane control;
  private final FolderArchive archive;
  private final Thread telling;

  /**
   * Begins the story.
   *
   * @param speed by which every duration is shortened
   */
  public StoryHouse(double speed) throws Exception {
    estate = DemoEstate.start(speed, Clock.systemUTC());
    supervision = DemoCommand.supervise(estate, _ -> {}, new DemoActor(estate));
    control = supervision.activate();
    archive = control.archive(new FixedConfigDesk(estate.configText(), estate.folder()));
    telling = Thread.ofVirtual().start(() -> tell(new DemoStory(estate, _ -> {})));
  }

  private static void tell(DemoStory story) {
    try {
      story.keepTelling();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException("the story ended", e);
    }
  }

  public SnapshotSource source() {
    return control.engine()::subscribe;
  }

  public Asker asker() {
    return ConsoleRun.asker(control);
  }

  public Archive archive() {
    return archive;
  }

  @Override
  public void close() throws IOException {
    telling.interrupt();
    archive.close();
    supervision.close();
    estate.close();
  }
}
