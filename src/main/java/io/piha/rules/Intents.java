package io.piha.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What was decided and is not on disk yet; it counts once it is, and never was when the process
 * dies.
 */
final class Intents {

  private final List<Runnable> pending = new ArrayList<>();

  void add(Runnable account) {
    pending.add(account);
  }

  void written() {
    pending.forEach(Runnable::run);
    pending.clear();
  }

  void died() {
    pending.clear();
  }
}
