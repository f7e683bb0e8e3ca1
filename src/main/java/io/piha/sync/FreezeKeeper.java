package io.piha.sync;

import io.piha.arbiter.Signal;
import io.piha.engine.EngineClock;
import io.piha.engine.Inbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Makes {@code refs/piha/freeze} agree with the engine. One rule for a difference: a freeze found
 * there that we did not write is taken; a missing one is never a thaw and is written again; one of
 * our own is taken away once the engine is thawed.
 */
final class FreezeKeeper {

  private static final String WRITTEN = "freeze";

  private final String service;
  private final Ledger ledger;
  private final Inbox inbox;
  private final Supplier<Optional<FreezeNote>> engine;

  FreezeKeeper(String service, Ledger ledger, Inbox inbox, Supplier<Optional<FreezeNote>> engine) {
    this.service = service;
    this.ledger = ledger;
    this.inbox = inbox;
    this.engine = engine;
  }

  void keep(Origin origin, Optional<ObjectId> found, EngineClock clock) throws IOException {
    Optional<FreezeNote> frozen = engine.get();
    Optional<String> written = ledger.word(service, WRITTEN);
    boolean ours = found.isPresent() && found.map(ObjectId::name).equals(written);
    if (frozen.isEmpty() && found.isPresent() && !ours) {
      FreezeNote note = FreezeNote.read(origin.freezeText(found.get()));
      Duration shift = Duration.between(clock.wall(), clock.instant());
      Optional<Instant> until = note.until().map(at -> at.plus(shift));
      boolean over = until.isPresent() && !until.get().isAfter(clock.instant());
      if (over) {
        remember(origin.freeze(found, Optional.empty()));
        return;
      }
      // Taken once: when the engine thaws later, the ref is ours to take away.
      ledger.word(service, WRITTEN, found.get().name());
      inbox.offer(new Signal.FreezeFound(service, note.by(), note.reason(), until));
      return;
    }
    if (frozen.isEmpty() && ours) {
      remember(origin.freeze(found, Optional.empty()));
      return;
    }
    if (frozen.isPresent()) {
      byte[] text = frozen.get().bytes();
      boolean says = found.isPresent() && Objects.equals(text(origin, found.get()), new Text(text));
      if (!says) {
        remember(origin.freeze(found, Optional.of(text)));
      } else if (!ours) {
        remember(found);
      }
    }
  }

  private static Text text(Origin origin, ObjectId blob) throws IOException {
    return new Text(origin.freezeText(blob));
  }

  private void remember(Optional<ObjectId> at) throws IOException {
    ledger.word(service, WRITTEN, at.map(ObjectId::name).orElse(""));
  }

  /** Bytes that are equal when their contents are. */
  private record Text(String value) {
    Text(byte[] bytes) {
      this(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
