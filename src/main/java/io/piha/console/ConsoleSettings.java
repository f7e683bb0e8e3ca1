package io.piha.console;

import io.piha.console.frame.Surroundings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the window is told about itself.
 *
 * @param title stands in the title bar beside the product's name; usually the site
 * @param demo the estate is simulated; said on every page
 * @param observer another control plane decides, and this window only shows it and sends requests
 * @param background the engine inside may go on when the window closes
 * @param operator who sits here, as audit records name people
 * @param memory where the window's place is kept; empty keeps none
 */
public record ConsoleSettings(
    String title,
    boolean demo,
    boolean observer,
    boolean background,
    String operator,
    Optional<Path> memory) {

  /** Settings for whoever is logged in. */
  public static ConsoleSettings of(
      String title, boolean demo, boolean observer, boolean background, Map<String, String> env) {
    String operator = System.getProperty("user.name", "console");
    return new ConsoleSettings(title, demo, observer, background, operator, memory(env));
  }

  /** The state folder of the XDG base directory specification. */
  private static Optional<Path> memory(Map<String, String> env) {
    String home = System.getProperty("user.home", "");
    String state = env.getOrDefault("XDG_STATE_HOME", home.isEmpty() ? "" : home + "/.local/state");
    return state.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(state, "piha", "console.properties"));
  }

  Surroundings surroundings() {
    return new Surroundings(title, demo, observer, background, operator);
  }
}
