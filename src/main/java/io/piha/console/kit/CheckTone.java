package io.piha.console.kit;

import java.util.Optional;

/** How a line of {@code piha check} stands, by the words that it is printed with. */
final class CheckTone {

  private CheckTone() {}

  /** Quiet for what is well; empty for a line that only sums up. */
  static Optional<Tone> of(String line) {
    if (line.startsWith("ok: ")) {
      return Optional.of(Tone.QUIET);
    }
    if (line.contains(": error: ")) {
      return Optional.of(Tone.BAD);
    }
    return line.contains(": warning: ") ? Optional.of(Tone.NOTICE) : Optional.empty();
  }
}
