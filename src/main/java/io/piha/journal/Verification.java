package io.piha.journal;

/** What came of checking the hash chain. */
public sealed interface Verification {

  /**
   * Every record is as it was written, and none is missing between the first and the last.
   *
   * @param count how many were checked
   */
  record Verified(long count) implements Verification {}

  /**
   * The chain is broken here; what stands before it is whole.
   *
   * @param id the record that does not fit; where it cannot be read, the one expected
   * @param why what does not fit
   */
  record Broken(long id, String why) implements Verification {}
}
