package io.piha.console.dialog;

/** Opens the guarded dialog. */
@FunctionalInterface
public interface Opener {

  /**
   * Opens the dialog for an act.
   *
   * @param host the host meant; empty where the act means the whole service
   */
  default void open(Act act, String service, String host) {
    open(act, service, host, "");
  }

  /**
   * Opens the dialog for an act.
   *
   * @param host the host meant; empty where the act means the whole service
   * @param about the snapshot meant; empty where the act means none
   */
  void open(Act act, String service, String host, String about);
}
