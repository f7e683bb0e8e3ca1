package io.piha.arbiter;

/** Why a restore may begin; whoever carries it out does no more than this allows. */
public enum RestoreGround {
  /**
   * The host was heard to say that it does not lead, in an epoch that the book knows. Its Core runs
   * and may restore a backup itself.
   */
  PASSIVE,
  /**
   * The host is not heard, so nobody knows what a Core does that runs there. Only a system that
   * nobody has set up yet may be restored: such a one leads nothing.
   */
  SILENT,
  /** Its Core is stopped, or the host is fenced: files may be put in place. */
  STOPPED,
  /** Nothing of a host is touched: a repository only gets back what it lacks. */
  APART
}
