package io.piha.poe;

import java.io.IOException;

/**
 * A switch did not do what it was asked; the message says in words what was tried and what came.
 */
public final class SwitchTrouble extends IOException {
  private static final long serialVersionUID = 1L;

  /** What the trouble means for a command that was given. */
  public enum Kind {
    /** The switch said no: nothing was changed. */
    REFUSED,
    /** Silence: a command may have taken effect or may not. */
    NO_ANSWER,
    /** An answer that makes no sense or leaves it open what happened. */
    BAD_ANSWER,
    /** The command did not leave, because the permit for it had run out. */
    NOT_SENT
  }

  private final Kind kind;

  public SwitchTrouble(Kind kind, String words) {
    super(words);
    this.kind = kind;
  }

  public SwitchTrouble(Kind kind, String words, Throwable cause) {
    super(words, cause);
    this.kind = kind;
  }

  /** What it means. */
  public Kind kind() {
    return kind;
  }

  /** What was tried, on what, and what came back; never holds a secret. */
  public String words() {
    return String.valueOf(getMessage());
  }
}
