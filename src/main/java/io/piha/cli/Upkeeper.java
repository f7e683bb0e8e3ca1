package io.piha.cli;

import io.piha.arbiter.Effect;
import io.piha.recovery.Recovery;
import io.piha.sync.Mirror;

/** Passes upkeep on to whoever does it. */
final class Upkeeper {

  private final Mirror mirror;
  private final Recovery recovery;

  Upkeeper(Mirror mirror, Recovery recovery) {
    this.mirror = mirror;
    this.recovery = recovery;
  }

  void carryOut(Effect.ToUpkeep effect) {
    switch (effect) {
      case Effect.RunMirror _, Effect.ReleaseCommit _ -> mirror.carryOut(effect);
      case Effect.BeginChore chore -> recovery.carryOut(chore);
    }
  }
}
