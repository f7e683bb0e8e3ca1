package io.piha.console.setup;

import java.nio.file.Path;

/** What somebody wants who starts without a configuration. */
public sealed interface Choice {

  /** To see the demonstration. */
  record Demo() implements Choice {}

  /** To open the console on this valid configuration. */
  record Site(Path file) implements Choice {}

  /** To leave. */
  record Nothing() implements Choice {}
}
