package io.piha.console.dialog;

/**
 * One step of an act's outcome.
 *
 * @param detail what was seen, or why it failed; empty while waiting
 */
public record Step(String text, Progress progress, String detail) {

  /** How far a step is. */
  public enum Progress {
    WAITING,
    RUNNING,
    DONE,
    FAILED
  }
}
