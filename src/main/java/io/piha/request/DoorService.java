package io.piha.request;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What else is served at the local door. On a guest's thread; may take a few seconds. */
@FunctionalInterface
public interface DoorService {

  /** Nothing else. */
  DoorService NONE = (_, _, _) -> Optional.empty();

  /**
   * Answers a line.
   *
   * @param op what is asked
   * @param line the whole line
   * @param by who asks, as audit records say it
   * @return empty when it is not served here
   */
  Optional<JsonNode> serve(String op, JsonNode line, String by);
}
