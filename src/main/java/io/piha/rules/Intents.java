package io.piha.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What was decided and is not on disk yet; it counts once it is, and never was when the process
 * dies.
 */
final class Intents {

  private record Intent(Runnable account, Runnable undo) {}

  private final List<Intent> pending = new ArrayList<>();

  void add(Runnable account) {
    add(account, () -> {});
  }

  /**
   * Adds one that is seen already while it is pending.
   *
   * @param undo takes that back, when the decision is not carried out or lost
   */
  void add(Runnable account, Runnable undo) {
    pending.add(new Intent(account, undo));
  }

  /** How much is pending; what is added later can be taken back to here. */
  int mark() {
    return pending.size();
  }

  /** Takes back what was added since that mark: the decision was not carried out. */
  void back(int mark) {
    List<Intent> undone = pending.subList(mark, pending.size());
    undone.forEach(each -> each.undo().run());
    undone.clear();
  }

  void written() {
    pending.forEach(each -> each.account().run());
    pending.clear();
  }

  void died() {
    back(0);
  }
}
