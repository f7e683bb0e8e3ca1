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

  /** How much is pending; what is added later can be taken back to here. */
  int mark() {
    return pending.size();
  }

  /** Takes back what was added since that mark: the decision was not carried out. */
  void back(int mark) {
    pending.subList(mark, pending.size()).clear();
  }

  void written() {
    pending.forEach(Runnable::run);
    pending.clear();
  }

  void died() {
    pending.clear();
  }
}
