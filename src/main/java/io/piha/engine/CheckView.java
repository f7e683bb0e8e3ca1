package io.piha.engine;

/**
 * How something stands that everything leans on and nobody decides by.
 *
 * @param kind {@code disk}, {@code clock}, {@code broker}, {@code lease}, {@code history} or {@code
 *     certificate}
 * @param name which of that kind: a key of the configuration, an address
 * @param said how it stands, with the numbers, as a clause for people
 * @param remedy what to do; empty while there is nothing to do
 */
public record CheckView(String kind, String name, String said, Level level, String remedy) {

  /** Whether it matters. */
  public enum Level {
    /** As it should be. */
    QUIET,
    /** It will matter before long. */
    NOTICE,
    /** It matters now. */
    BAD
  }

  /** As it should be. */
  public static CheckView quiet(String kind, String name, String said) {
    return new CheckView(kind, name, said, Level.QUIET, "");
  }

  /** What it is, in words that begin a sentence. */
  public String title() {
    return switch (kind) {
      case "disk" -> "the disk of " + name;
      case "clock" -> "the clock of " + name;
      case "broker" -> "the broker's " + name;
      case "lease" -> "the lease in " + name;
      case "history" -> "the history in " + name;
      case "certificate" -> "the certificate of " + name;
      default -> kind + " " + name;
    };
  }

  public boolean matters() {
    return level != Level.QUIET;
  }
}
