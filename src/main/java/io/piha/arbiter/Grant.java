package io.piha.arbiter;

/** The guard's answer to a wish to touch a port. */
sealed interface Grant {

  /** The act has begun. */
  record Granted(String actId) implements Grant {}

  /** Nothing was done, and why, with the rule's name. */
  record Refused(String why) implements Grant {}
}
