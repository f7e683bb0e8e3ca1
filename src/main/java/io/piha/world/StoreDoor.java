package io.piha.world;

import io.piha.term.LeaseStore;
import io.piha.term.LeaseTrouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store as one control plane reaches it: over a network that loses its questions or the
 * answers, and from a store that may be slow. What nobody waits for any more may still be done.
 */
final class StoreDoor implements LeaseStore {

  /** How long is waited for an answer, in milliseconds. */
  static final long LIMIT = 2_000;

  private final World world;
  private final WorldStore store;
  private final Plane plane;
  private final Post post;

  StoreDoor(World world, WorldStore store, Plane plane, Post post) {
    this.world = world;
    this.store = store;
    this.plane = plane;
    this.post = post;
  }

  private <T> T ask(String tried, Supplier<T> question) throws LeaseTrouble {
    if (!store.up || !world.links.open(plane.party, Links.STORE)) {
      throw silence(tried, LIMIT);
    }
    long takes = isSilent(tried) ? 0 : store.latency();
    if (takes > LIMIT) {
      world.agenda.pulse(
          takes,
          () -> {
            if (store.up) {
              var _ = question.get();
            }
          });
      throw silence(tried, LIMIT);
    }
    T answer = question.get();
    post.waits(takes);
    if (!world.links.open(Links.STORE, plane.party)) {
      throw silence(tried, LIMIT - takes);
    }
    return answer;
  }

  /** A decision that says nothing to anybody takes no time, as on the disk. */
  private boolean isSilent(String tried) {
    return tried.startsWith("writing") && !plane.disk.owesWords();
  }

  private LeaseTrouble silence(String tried, long waited) {
    post.waits(waited);
    return new LeaseTrouble(tried + " failed: no answer within " + LIMIT + " ms");
  }

  @Override
  public long grant(Duration ttl) throws LeaseTrouble {
    return ask("asking for a lease", () -> store.grant(ttl));
  }

  @Override
  public boolean keepAlive(long lease) throws LeaseTrouble {
    return ask("renewing the lease", () -> store.keepAlive(lease));
  }

  @Override
  public void revoke(long lease) throws LeaseTrouble {
    boolean _ = ask("giving the lease back", () -> store.revoke(lease));
  }

  @Override
  public Optional<Duration> left(long lease) throws LeaseTrouble {
    return ask("looking at the lease", () -> store.left(lease));
  }

  @Override
  public Answer transact(String tried, Transaction what) throws LeaseTrouble {
    return ask(tried, () -> store.transact(plane, what));
  }

  @Override
  public List<Row> under(String prefix) throws LeaseTrouble {
    return ask("reading " + prefix, () -> store.under(prefix));
  }

  @Override
  public List<String> lastKeys(String prefix, int most) throws LeaseTrouble {
    return under(prefix).reversed().stream().limit(most).map(Row::key).toList();
  }

  @Override
  public void close() {}
}
