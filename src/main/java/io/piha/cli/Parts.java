package io.piha.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened one after another, closed in the opposite order, each whatever the others do. */
final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Remembers a part. */
  <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      end(opened.pop());
    }
  }

  /** Closes a part, where there is one. */
  static void end(@Nullable AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("{} did not close: {}", part.getClass().getSimpleName(), e.toString());
    }
  }
}
