package io.piha.recovery;

import io.piha.arbiter.Chore;
import io.piha.arbiter.RestoreGround;
import io.piha.arbiter.StagedSnapshot;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.recovery.core.CoreRestore;
import io.piha.recovery.staging.Shelf;
import io.piha.site.Host;
import io.piha.site.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Brings a staged snapshot back to a host, once, after reading it again as it lies on the disk. */
final class Restorer {

  private static final Duration LONGEST = Duration.ofHours(2);

  private final Path root;
  private final EngineClock clock;
  private final NameLookup names;
  private final CoreRestore.Patience patience;

  /**
   * @param root the folder of all snapshots
   */
  Restorer(Path root, EngineClock clock, NameLookup names) {
    this(root, clock, names, CoreRestore.Patience.USUAL);
  }

  /** With another patience with Core. */
  Restorer(Path root, EngineClock clock, NameLookup names, CoreRestore.Patience patience) {
    this.root = root;
    this.clock = clock;
    this.names = names;
    this.patience = patience;
  }

  /** A snapshot and where it lies. */
  private record Found(StagedSnapshot of, Path file) {}

  Outcome restore(
      String service,
      Map<String, Host> hosts,
      Chore chore,
      Optional<RestoreGround> ground,
      Telling telling)
      throws InterruptedException {
    try {
      Host to = hosts.get(chore.host());
      Optional<Found> found = find(service, hosts, chore.subject());
      if (found.isEmpty() || to == null || to.snapshots().isEmpty()) {
        return Outcome.failed("snapshot " + chore.subject() + " is not here any more");
      }
      Snapshots access = to.snapshots().get();
      StagedSnapshot of = found.get().of();
      if (ground.isEmpty() || !of.fits(access.kind().name().toLowerCase(Locale.ROOT))) {
        return Outcome.failed(
            of.id() + " cannot be restored to " + to.name() + " as it is configured now");
      }
      telling.step("reading the snapshot again");
      if (!Shelf.sha256(found.get().file()).equals(of.sha256())) {
        return Outcome.failed(
            "the snapshot has changed on our disk since it was pulled; nothing was restored");
      }
      String what = carryOut(service, access, found.get(), chore, ground.get(), telling);
      Map<String, Object> detail = new HashMap<>();
      detail.put("snapshot", of.id());
      detail.put("sha256", of.sha256());
      detail.put("ground", ground.get().name().toLowerCase(Locale.ROOT));
      return Outcome.done(of.id() + ": " + what).with(detail);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      return Outcome.failed(String.valueOf(e.getMessage()));
    }
  }

  private String carryOut(
      String service,
      Snapshots access,
      Found found,
      Chore chore,
      RestoreGround ground,
      Telling telling)
      throws IOException, InterruptedException {
    return switch (access.kind()) {
      case HAOS, CONTAINER ->
          new CoreRestore(access, names, clock, patience).restore(found.file(), ground, telling);
      case SFTP ->
          new SftpRestore(access, clock, clock.instant().plus(LONGEST))
              .restore(found.file(), chore.id(), telling);
      case GIT ->
          new GitRestore(access, root.resolve(service).resolve(chore.host()), clock)
              .restore(found.file(), telling);
    };
  }

  private Optional<Found> find(String service, Map<String, Host> hosts, String id)
      throws IOException {
    for (String host : hosts.keySet()) {
      Shelf shelf = Shelf.at(root, service, host);
      for (StagedSnapshot each : shelf.list()) {
        Optional<Path> file = shelf.file(each.id());
        if (each.id().equals(id) && file.isPresent()) {
          return Optional.of(new Found(each, file.get()));
        }
      }
    }
    return Optional.empty();
  }
}
