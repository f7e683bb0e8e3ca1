package io.piha.monitor;

/**
 * What came back over HTTP.
 *
 * @param location where a redirect points; empty without one
 * @param text the body, at most {@link #MOST_BYTES} of it
 * @param cut whether there was more
 */
record Answer(int code, String location, String text, boolean cut) {
  /** A dead Supervisor's observer page carries its whole log; what counts stands at the top. */
  static final int MOST_BYTES = 256 * 1024;

  boolean isSuccess() {
    return code / 100 == 2;
  }

  boolean isRedirect() {
    return code / 100 == 3;
  }
}
