package io.piha.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long a test waits for a condition when it says nothing else: long enough for a machine that
 * does other work as well. A condition that comes true ends the wait at once, so patience costs
 * nothing but with a failure.
 */
public final class Patience implements BeforeAllCallback {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LONGEST);
  }
}
