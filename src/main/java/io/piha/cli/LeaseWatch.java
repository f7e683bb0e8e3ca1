package io.piha.cli;

import io.piha.engine.EngineClock;
import io.piha.engine.Spans;
import io.piha.lease.Etcd;
import io.piha.site.Lease;
import io.piha.site.Site;
import io.piha.term.Candidate;
import io.piha.term.LeaseStore;
import io.piha.term.SharedStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for the lease in etcd, and says how it stands when that changes. */
final class LeaseWatch implements AutoCloseable {

  /** One question that etcd does not answer is no news. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Candidate candidate;
  private final LeaseStore aside;
  private final Consumer<String> say;
  private final EngineClock clock;
  private final Runnable warmUp;
  private boolean warm;
  private String said = "";
  private Spans.@Nullable Mark troubleSince;

  private LeaseWatch(
      Candidate candidate,
      LeaseStore aside,
      Consumer<String> say,
      EngineClock clock,
      Runnable warmUp) {
    this.candidate = candidate;
    this.aside = aside;
    this.say = say;
    this.clock = clock;
    this.warmUp = warmUp;
  }

  /**
   * One that looks at etcd as soon as it is told to.
   *
   * @param warmUp run once, when another is seen to act
   */
  static LeaseWatch open(
      Site site,
      Lease.Etcd lease,
      DataFolder folder,
      Consumer<String> say,
      EngineClock clock,
      Runnable warmUp)
      throws IOException {
    // Where the machine's run has no name, no earlier life is ever known for certain.
    String run = clock.machine().isEmpty() ? UUID.randomUUID().toString() : clock.machine();
    String home = run + " " + folder.lock();
    return new LeaseWatch(
        Etcd.candidate(lease, site.name(), folder.id(), home, clock),
        Etcd.line(lease),
        say,
        clock,
        warmUp);
  }

  /**
   * The lease; empty when told to stop.
   *
   * @param standing called while it is waited, several times a second
   */
  Optional<Tenure> await(BooleanSupplier stop, Runnable standing) {
    Optional<Candidate.Taken> taken =
        candidate.await(
            stop,
            how -> {
              tell(how);
              standing.run();
              if (how.holder().isPresent() && !warm) {
                warm = true;
                warmUp();
              }
            });
    said = "";
    return taken.map(each -> new EtcdTenure(candidate, each, aside));
  }

  private void warmUp() {
    warmUp.run();
    try {
      SharedStore.readAhead(candidate);
    } catch (IOException e) {
      say.accept("piha: what the one that acts wrote cannot be read here: " + e.getMessage());
    }
  }

  private void tell(Candidate.Standing how) {
    if (how.trouble().isEmpty()) {
      troubleSince = null;
    } else if (troubleSince == null) {
      troubleSince = clock.mark();
    }
    Spans.Mark since = troubleSince;
    if (since != null && clock.since(since).compareTo(PATIENCE) < 0) {
      return;
    }
    String words =
        how.trouble()
            .map(why -> "piha: on standby; nobody can act without etcd: " + why)
            .orElseGet(
                () ->
                    how.holder()
                        .map(
                            id ->
                                "piha: control plane " + id + " is active; this one is on standby")
                        .orElse("piha: on standby; no control plane has the lease"));
    String gist = how.trouble().isPresent() ? "trouble" : words;
    if (!gist.equals(said)) {
      said = gist;
      say.accept(words);
    }
  }

  @Override
  public void close() {
    candidate.close();
    aside.close();
  }
}
