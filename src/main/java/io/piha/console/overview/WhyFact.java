package io.piha.console.overview;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Tone;
import io.piha.engine.Snapshot.WhyStep;

/** A link of the engine's chain of reasons as a line. */
final class WhyFact {

  private WhyFact() {}

  static Fact of(WhyStep step) {
    return new Fact(step.word(), step.text(), "", Tone.of(step.mood()));
  }
}
