package io.piha.sync;

import io.piha.arbiter.MirrorView;
import io.piha.engine.git.LocalPath;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Sync;
import io.piha.site.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** A mirror without its thread: looks when the test says so, in time that the test tells. */
final class Bench implements AutoCloseable {

  static final Duration WINDOW = Duration.ofHours(24);

  private final Path folder;
  final Sync sync;
  final Ledger ledger;
  final GitHome home;
  Look look;
  Origin origin;
  HealthClock health = HealthClock.resumed(Duration.ZERO, Duration.ZERO);
  Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private Optional<Remote> remote = Optional.empty();

  Bench(Path folder, Sync sync) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.sync = sync;
    home = GitHome.take(folder);
    ledger = Ledger.open(folder);
    look = new Look("ha", sync, ledger);
    origin = open();
  }

  static Sync of(String repository) {
    return sync(repository, Optional.empty(), Optional.empty(), Trust.SYSTEM);
  }

  static Sync ssh(String repository, Path knownHosts, Path key) {
    return sync(repository, Optional.of(knownHosts), Optional.of(key), Trust.SYSTEM);
  }

  static Sync https(String repository, String user, String password, Trust trust) {
    return new Sync(
        SecretText.of(repository),
        "main",
        "standby",
        WINDOW,
        WINDOW,
        Sync.DEFAULT_SETTLING_TIME,
        Optional.of(SecretText.of(user)),
        Optional.of(new Secret(password)),
        Optional.empty(),
        Optional.empty(),
        trust,
        Optional.empty(),
        Duration.ofSeconds(20));
  }

  static Sync checked(Path repository, String command, Duration deadline) {
    return new Sync(
        SecretText.of(repository.toString()),
        "main",
        "standby",
        WINDOW,
        WINDOW,
        Sync.DEFAULT_SETTLING_TIME,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Trust.SYSTEM,
        Optional.of(SecretText.of(command)),
        deadline);
  }

  /** The same, with nothing to wait for. */
  static Sync atOnce(Sync of) {
    return new Sync(
        of.repository(),
        of.source(),
        of.target(),
        Duration.ZERO,
        Duration.ofSeconds(1),
        of.settlingTime(),
        of.username(),
        of.password(),
        of.knownHosts(),
        of.keyFile(),
        of.trust(),
        of.checkCommand(),
        of.checkDeadline());
  }

  private static Sync sync(
      String repository, Optional<Path> hosts, Optional<Path> key, Trust trust) {
    return new Sync(
        SecretText.of(repository),
        "main",
        "standby",
        WINDOW,
        WINDOW,
        Sync.DEFAULT_SETTLING_TIME,
        Optional.empty(),
        Optional.empty(),
        hosts,
        key,
        trust,
        Optional.empty(),
        Duration.ofSeconds(20));
  }

  private Origin open() throws IOException {
    Optional<Path> local = LocalPath.of(sync.repository().reveal());
    if (local.isPresent()) {
      return new LocalOrigin(local.get(), sync.source(), sync.target(), Instant::now);
    }
    Remote far = new Remote(sync, folder, Instant::now);
    remote = Optional.of(far);
    return new RemoteOrigin(
        far, folder.resolve("ha.git"), sync.source(), sync.target(), Instant::now);
  }

  /** Healthy, observed time goes by. */
  void healthy(Duration span) {
    health =
        new HealthClock(health.total().plus(span), health.mark(), HealthClock.Health.WELL, null);
    now = now.plus(span);
  }

  /** An incident opens and ends at once. */
  void incident() {
    health = health.observed(HealthClock.Health.INCIDENT, now);
  }

  MirrorView see() throws IOException, InterruptedException {
    return see(false);
  }

  MirrorView see(boolean force) throws IOException, InterruptedException {
    return look.at(origin.repository(), origin.look(), health, force, now, Duration.ZERO);
  }

  /** Releases what a look says may be released. */
  Origin.Moved release(MirrorView view) throws IOException {
    ObjectId from =
        view.target().map(each -> ObjectId.fromString(each.id())).orElse(ObjectId.zeroId());
    ObjectId to = ObjectId.fromString(view.candidate().orElseThrow().id());
    return origin.release(from, to, false, "test");
  }

  @Override
  public void close() throws IOException {
    origin.close();
    remote.ifPresent(Remote::close);
    ledger.close();
    home.close();
  }
}
