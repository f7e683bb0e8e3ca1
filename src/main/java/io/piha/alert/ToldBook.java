package io.piha.alert;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Where control planes leave each other what they told; beside the outbox, which stays here. */
public interface ToldBook {

  /** Where there is no other. */
  ToldBook NONE =
      new ToldBook() {
        @Override
        public CompletableFuture<Optional<String>> left() {
          return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public void leave(Supplier<String> text) {
          // nobody reads it
        }
      };

  /**
   * What stood there when this one began to act; empty when nothing did. Fails, in a bounded time,
   * when it cannot be read.
   */
  CompletableFuture<Optional<String>> left();

  /**
   * Leaves this for the next one. Returns at once; only the newest counts, and when it is written,
   * if ever, is not known.
   *
   * @param text may be asked for on another thread, or never
   */
  void leave(Supplier<String> text);
}
