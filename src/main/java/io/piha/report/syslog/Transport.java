package io.piha.report.syslog;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A way to a receiver. Used by one thread at a time. */
interface Transport extends AutoCloseable {

  /** How long connecting, and how long handing over, may take. */
  Duration PATIENCE = Duration.ofSeconds(10);

  /** The greatest message, in bytes, that receivers are known to take this way. */
  int most();

  /**
   * Hands messages over, in order, within twice {@link #PATIENCE}.
   *
   * @throws IOException when not all of them are known to have been taken; some may have been
   */
  void send(List<byte[]> messages) throws IOException;

  @Override
  void close();
}
