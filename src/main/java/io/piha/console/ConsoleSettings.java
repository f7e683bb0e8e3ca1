package io.piha.console;

import io.piha.console.frame.Surroundings;

/**
 * What the window is told about itself.
 *
 * @param title stands in the title bar beside the product's name; usually the site
 * @param demo the estate is simulated; said on every page
 * @param observer another control plane decides, and this window only shows it and sends requests
 * @param operator who sits here, as audit records name people
 */
public record ConsoleSettings(String title, boolean demo, boolean observer, String operator) {

  /** Settings for whoever is logged in. */
  public ConsoleSettings(String title, boolean demo, boolean observer) {
    this(title, demo, observer, System.getProperty("user.name", "console"));
  }

  Surroundings surroundings() {
    return new Surroundings(title, demo, observer, operator);
  }
}
