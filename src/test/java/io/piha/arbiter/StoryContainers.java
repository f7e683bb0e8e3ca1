package io.piha.arbiter;

import java.time.Duration;
import java.util.Map;

/**
 * The containers of a story: {@code container NAME STATE [CODE [RUN [RESTARTS]]]}, as in {@code
 * container mosquitto exited 137}.
 */
final class StoryContainers {

  private static final String ENGINE = "unix:///docker.sock";

  private StoryContainers() {}

  /** All of them run from the beginning. */
  static void run(Stage stage) {
    stage.in(
        Duration.ofMillis(1),
        () ->
            stage.tell(
                new Signal.ContainersSeen(
                    ENGINE,
                    Map.of(
                        "mariadb",
                        reading("running", 0, 0, 0),
                        "mosquitto",
                        reading("running", 0, 0, 0)),
                    "")));
  }

  static void happens(Stage stage, String[] words) {
    if (words[1].equals("engine")) {
      stage.tell(new Signal.ContainersSeen(ENGINE, Map.of(), "the engine refuses the connection"));
      return;
    }
    int code = words.length > 3 ? Integer.parseInt(words[3]) : 0;
    int run = words.length > 4 ? Integer.parseInt(words[4]) : 0;
    int restarts = words.length > 5 ? Integer.parseInt(words[5]) : 0;
    stage.tell(
        new Signal.ContainersSeen(
            ENGINE, Map.of(words[1], reading(words[2], code, run, restarts)), ""));
  }

  private static ContainerReading reading(String word, int code, int run, int restarts) {
    return switch (word) {
      case "healthy", "unhealthy", "starting" ->
          new ContainerReading(
              "running",
              word,
              word.equals("unhealthy") ? "no answer on 3306" : "",
              0,
              false,
              "run " + run,
              restarts,
              "");
      case "oom" -> new ContainerReading("exited", "", "", code, true, "run " + run, restarts, "");
      default -> new ContainerReading(word, "", "", code, false, "run " + run, restarts, "");
    };
  }
}
