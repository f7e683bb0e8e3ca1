package io.piha.site;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text that may have a secret inside, such as a webhook's address or a command line. {@link
 * #reveal} gives the text as it is used; {@link #toString} gives one that may be shown, with the
 * secret parts as they are written in the file ({@code ${secret:NAME}}) and the password of an
 * address's user part blotted out.
 */
public final class SecretText {
  private static final Pattern USER_PART = Pattern.compile("(://[^/?#@\\s:]*):[^/?#@\\s]*@");

  private final String value;
  private final String shown;

  private SecretText(String value, String shown) {
    this.value = value;
    this.shown = USER_PART.matcher(shown).replaceAll("$1:***@");
  }

  /** A text that holds no secret; it is shown as it is. */
  public static SecretText of(String plain) {
    return new SecretText(plain, plain);
  }

  /** A text and what may be shown of it. */
  public static SecretText of(String value, String shown) {
    return new SecretText(value, shown);
  }

  /** The text itself. Never put it into a message. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretText that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** What may be shown. */
  @Override
  public String toString() {
    return shown;
  }
}
