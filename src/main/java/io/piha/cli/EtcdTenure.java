package io.piha.cli;

import io.piha.alert.ToldBook;
import io.piha.engine.EngineClock;
import io.piha.engine.Right;
import io.piha.journal.Journal;
import io.piha.term.Candidate;
import io.piha.term.LeaseStore;
import io.piha.term.SharedStore;
import io.piha.term.Told;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease in etcd, and the book that travels with it. */
final class EtcdTenure implements Tenure {

  private static final Logger LOG = LoggerFactory.getLogger(EtcdTenure.class);

  private final Candidate candidate;
  private final Candidate.Taken taken;
  private final Told told;
  private volatile Optional<String> successor = Optional.empty();

  /**
   * @param aside a connection for what must not be in the way of the lease
   */
  EtcdTenure(Candidate candidate, Candidate.Taken taken, LeaseStore aside) {
    this.candidate = candidate;
    this.taken = taken;
    this.told = new Told(aside, candidate, taken.held());
  }

  @Override
  public OptionalLong term() {
    return OptionalLong.of(taken.held().term());
  }

  @Override
  public List<String> waiting() throws IOException {
    return taken.held().waiting();
  }

  @Override
  public void leaveTo(String id) {
    successor = Optional.of(id);
  }

  @Override
  public Optional<String> successor() {
    return successor;
  }

  @Override
  public ToldBook told() {
    return new ToldBook() {
      @Override
      public CompletableFuture<Optional<String>> left() {
        return told.left();
      }

      @Override
      public void leave(Supplier<String> text) {
        told.leave(text);
      }
    };
  }

  @Override
  public Right right() {
    return taken.held();
  }

  @Override
  public Store store(Journal journal, EngineClock clock) throws IOException {
    SharedStore store =
        SharedStore.open(candidate, taken, journal, journal.seen(), clock, clock.wall());
    return new Store(store, store.seen(), store.takeover());
  }

  @Override
  public void onLost(Consumer<String> listener) {
    taken
        .held()
        .onLost(
            why -> {
              LOG.warn("this control plane stops acting: {}", why);
              listener.accept(why);
            });
  }

  @Override
  public boolean yields() {
    return false;
  }

  @Override
  public Optional<String> trouble() {
    return SharedStore.trouble(taken.held());
  }

  @Override
  public String words() {
    return ", term " + taken.held().term() + " of the lease in etcd";
  }

  @Override
  public void close() {
    told.close();
    taken.held().resign(successor);
  }
}
