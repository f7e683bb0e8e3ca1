package io.piha.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A value that must not be shown: a password, a token, a key. It prints as a placeholder wherever
 * it lands by accident, in a log, a record's {@code toString} or an error; {@link #reveal} is the
 * one way to the value and is called only where it goes out on the wire.
 */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The value itself. Never put it into a message. */
  public String reveal() {
    return value;
  }

  /** Equal when the values are, compared in constant time. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "<secret>";
  }
}
