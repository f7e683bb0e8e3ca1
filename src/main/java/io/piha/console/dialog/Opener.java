package io.piha.console.dialog;

/** Opens the guarded dialog. */
@FunctionalInterface
public interface Opener {

  /**
   * Opens the dialog for an act.
   *
   * @param host the host meant; empty where the act means the whole service
   */
  void open(Act act, String service, String host);
}
