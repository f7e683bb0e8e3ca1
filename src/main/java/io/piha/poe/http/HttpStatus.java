package io.piha.poe.http;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that tells how a port stands.
 *
 * @param call what is asked
 * @param on a regular expression found in the answer when the port is on
 * @param off one found when it is off
 */
public record HttpStatus(HttpCall call, Pattern on, Pattern off) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HttpStatus that
        && call.equals(that.call)
        && on.pattern().equals(that.on.pattern())
        && off.pattern().equals(that.off.pattern());
  }

  @Override
  public int hashCode() {
    return Objects.hash(call, on.pattern(), off.pattern());
  }
}
