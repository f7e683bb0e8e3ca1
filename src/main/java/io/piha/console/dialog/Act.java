package io.piha.console.dialog;

import io.piha.arbiter.Command;
import java.util.Locale;

/** What an operator may do from the console with consequences. */
public enum Act {
  RESET(Command.RESET),
  PROMOTE(Command.PROMOTE),
  FAILBACK(Command.FAILBACK),
  FREEZE(Command.FREEZE),
  THAW(Command.THAW);

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

  /** Whether a rule may be passed by saying so. */
  boolean canOverride() {
    return switch (this) {
      case RESET, PROMOTE, FAILBACK -> true;
      case FREEZE, THAW -> false;
    };
  }
}
