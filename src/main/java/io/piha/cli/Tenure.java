package io.piha.cli;

import io.piha.alert.ToldBook;
import io.piha.engine.EngineClock;
import io.piha.engine.Right;
import io.piha.engine.Takeover;
import io.piha.journal.DecisionStore;
import io.piha.journal.Journal;
import io.piha.journal.SeenRequests;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** By what right a control plane acts, and where its decisions are kept beside its own journal. */
interface Tenure extends AutoCloseable {

  /**
   * Where decisions are written and read.
   *
   * @param takeover what is known of what another wrote
   */
  record Store(DecisionStore decisions, SeenRequests seen, Takeover takeover) {}

  /** The only one on the only machine: the data folder's lock says so. */
  Tenure LOCAL = new Tenure() {};

  /** Asked before anything leaves. */
  default Right right() {
    return Right.ALWAYS;
  }

  /**
   * The store to go on from.
   *
   * @param clock by which is decided from now on
   * @throws IOException when it cannot be had; then nothing may be done
   */
  default Store store(Journal journal, EngineClock clock) throws IOException {
    return new Store(journal, journal.seen(), Takeover.NONE);
  }

  /** Calls the listener with the reason when the right is lost. */
  default void onLost(Consumer<String> listener) {}

  /** Whether another control plane that is active on the broker is to be stepped back before. */
  default boolean yields() {
    return true;
  }

  /** Why the right may be lost soon; empty when all is well. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /** Which term of a lease; empty where the right is none. */
  default OptionalLong term() {
    return OptionalLong.empty();
  }

  /**
   * Those who wait to take over, as just heard.
   *
   * @throws IOException when they could not be asked for
   */
  default List<String> waiting() throws IOException {
    return List.of();
  }

  /** Names who shall take over when everything has stopped. */
  default void leaveTo(String id) {}

  /** Who was named so; empty while nobody is. */
  default Optional<String> successor() {
    return Optional.empty();
  }

  /** Where what was told is left for whoever acts next. */
  default ToldBook told() {
    return ToldBook.NONE;
  }

  /** By what right, as the end of the sentence that it has started; empty for the usual one. */
  default String words() {
    return "";
  }

  /** Everything has stopped: another may begin. */
  @Override
  default void close() {}
}
