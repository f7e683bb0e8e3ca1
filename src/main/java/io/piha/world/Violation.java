package io.piha.world;

import io.piha.rules.Breach;
import java.time.Duration;

/** A rule was broken in a world; the world stops at that instant. */
public final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Breach breach;
  private final transient Duration at;

  Violation(Breach breach, Duration at) {
    super(breach.toString());
    this.breach = breach;
    this.at = at;
  }

  /** What was broken. */
  public Breach breach() {
    return breach;
  }

  /** When, since the world began. */
  public Duration at() {
    return at;
  }
}
