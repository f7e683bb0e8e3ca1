package io.piha.demo;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Something that an outsider saw on the wire. Times are since the watch began. */
sealed interface Sight {
  Duration at();

  /** A message on the broker; {@code json} is empty when its payload is no JSON object. */
  record Message(Duration at, Heard heard, Optional<JsonNode> json) implements Sight {}

  /** The switch began to read so: on and delivering, or off and not delivering. */
  record Port(Duration at, boolean on) implements Sight {}
}
