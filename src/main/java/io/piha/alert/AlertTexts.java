package io.piha.alert;

import io.piha.alert.rules.Message;
import io.piha.alert.rules.TriageState;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** The rules' memory and messages as the outbox keeps them. */
final class AlertTexts {
  private static final Logger LOG = LoggerFactory.getLogger(AlertTexts.class);
  private final ObjectMapper mapper = new ObjectMapper();

  String of(TriageState state) {
    return mapper.writeValueAsString(state);
  }

  String of(Message message) {
    return mapper.writeValueAsString(message);
  }

  /** What was remembered; a memory of another version is begun anew, and said. */
  TriageState state(Optional<String> stored) {
    if (stored.isEmpty()) {
      return TriageState.NEW;
    }
    try {
      return mapper.readValue(stored.get(), TriageState.class);
    } catch (JacksonException | NullPointerException e) {
      LOG.warn("what alerts were under way is not known any more: {}", e.getMessage());
      return TriageState.NEW;
    }
  }

  /** A message from the queue; empty when it cannot be read. */
  Optional<Message> message(String stored) {
    try {
      return Optional.of(mapper.readValue(stored, Message.class));
    } catch (JacksonException | NullPointerException e) {
      LOG.warn("a message in the outbox cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
