package io.piha.recovery;

import io.piha.arbiter.StagedSnapshot;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.engine.Sizes;
import io.piha.recovery.core.CoreSource;
import io.piha.recovery.staging.Shelf;
import io.piha.recovery.staging.Source;
import io.piha.site.Host;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pulls one snapshot of a host: beside, read back, made durable, named; then the old ones go. */
final class Saver {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Path root;
  private final EngineClock clock;
  private final NameLookup names;

  /**
   * @param root the folder of all snapshots
   */
  Saver(Path root, EngineClock clock, NameLookup names) {
    this.root = root;
    this.clock = clock;
    this.names = names;
  }

  Outcome take(String service, Host host, Telling telling) throws InterruptedException {
    if (host.snapshots().isEmpty()) {
      return Outcome.failed("no snapshots of " + host.name() + " are configured any more");
    }
    Snapshots access = host.snapshots().get();
    Path part = null;
    try {
      Shelf shelf = Shelf.open(root, service, host.name());
      Instant wall = clock.wall();
      String id = shelf.name(wall);
      Source source = source(access, service, host.name());
      part = shelf.part(id, source.ending());
      Source.Pulled pulled = source.pull(id, part, shelf::need, telling);
      telling.step("making it durable");
      StagedSnapshot kept = shelf.keep(part, id, word(access), wall, pulled);
      List<String> gone = shelf.prune(new Shelf.Keep(access.keep(), access.keepFor()), wall);
      return told(kept, gone);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      drop(part);
      return Outcome.failed(String.valueOf(e.getMessage()));
    }
  }

  private static void drop(@org.jspecify.annotations.Nullable Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // The next pull sweeps it away.
    }
  }

  private static String word(Snapshots access) {
    return access.kind().name().toLowerCase(Locale.ROOT);
  }

  private Source source(Snapshots access, String service, String host) {
    return switch (access.kind()) {
      case HAOS, CONTAINER -> new CoreSource(access, names, clock);
      case GIT -> new GitSource(access, root.resolve(service).resolve(host), clock);
      case SFTP -> new SftpSource(access, PAUSE);
    };
  }

  private static Outcome told(StagedSnapshot kept, List<String> gone) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("snapshot", kept.id());
    detail.put("bytes", kept.bytes());
    detail.put("sha256", kept.sha256());
    detail.put("verified", kept.verified());
    if (!gone.isEmpty()) {
      detail.put("removed", gone);
    }
    return Outcome.done(
            kept.id()
                + ", "
                + Sizes.words(kept.bytes(), Locale.ROOT)
                + ", "
                + (kept.verified() ? "verified" : "NOT verified")
                + " ("
                + kept.note()
                + ")"
                + (gone.isEmpty() ? "" : "; " + gone.size() + " old removed"))
        .with(detail);
  }
}
