package io.piha.monitor.containers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the Engine API, such as 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

  /** The newest whose description was read for this code. */
  static final ApiVersion OURS = new ApiVersion(1, 52);

  /** What is spoken with an engine that does not say what it can. */
  static final ApiVersion USUAL = new ApiVersion(1, 41);

  private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,4})");
  private static final Pattern WANTED =
      Pattern.compile("(?:Minimum|Maximum) supported API version is (\\d{1,3}\\.\\d{1,4})");

  /** Empty when the text is no version. */
  static Optional<ApiVersion> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The version that a refusing engine names as one that it speaks. */
  static Optional<ApiVersion> wanted(String refusal) {
    Matcher matcher = WANTED.matcher(refusal);
    return matcher.find() ? parse(matcher.group(1)) : Optional.empty();
  }

  /** The newest that both speak, given the newest of the engine. */
  static ApiVersion common(Optional<ApiVersion> theirs) {
    return theirs.map(each -> each.compareTo(OURS) < 0 ? each : OURS).orElse(USUAL);
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
