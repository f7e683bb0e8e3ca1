package io.piha.rules;

/**
 * A rule that was seen broken.
 *
 * @param service the service it concerns
 * @param why what was seen, with its numbers
 */
public record Breach(Rule rule, String service, String why) {
  @Override
  public String toString() {
    return rule + " (" + rule.words() + ") of " + service + ": " + why;
  }
}
