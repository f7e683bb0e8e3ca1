package io.piha.console.dialog;

import io.piha.arbiter.Command;
import java.util.Locale;

/** What an operator may do from the console with consequences. */
public enum Act {
  RESET(Command.RESET),
  PROMOTE(Command.PROMOTE),
  FAILBACK(Command.FAILBACK),
  FREEZE(Command.FREEZE),
  THAW(Command.THAW),
  SYNC(Command.SYNC),
  ROLLBACK(Command.SYNC),
  SNAPSHOT(Command.SNAPSHOT),
  RESTORE(Command.RESTORE),
  REINSTALL(Command.REINSTALL);

  private final Command command;

  Act(Command command) {
    this.command = command;
  }

  /** What is asked of the engine. */
  public Command command() {
    return command;
  }

  /** The stem of this act's message keys. */
  public String stem() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether it is refused once the state has moved on from what was shown. A freeze is not: it is
   * right in any state, and wanted most when much moves.
   */
  boolean boundToState() {
    return this != FREEZE;
  }

  /** Whether a rule may be passed by saying so. */
  boolean canOverride() {
    return switch (this) {
      case RESET, PROMOTE, FAILBACK, SYNC, RESTORE, REINSTALL -> true;
      case FREEZE, THAW, ROLLBACK, SNAPSHOT -> false;
    };
  }

  /** Whether what is passed is a guard that has to be named, and not a rule that force passes. */
  boolean overridesGuard() {
    return switch (this) {
      case RESET, RESTORE -> true;
      case PROMOTE, FAILBACK, FREEZE, THAW, SYNC, ROLLBACK, SNAPSHOT, REINSTALL -> false;
    };
  }
}
