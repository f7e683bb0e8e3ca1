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

  String of(Bequest bequest) {
    return mapper.writeValueAsString(bequest);
  }

  /** What another control plane left; empty, and said, when that is of another version. */
  @SuppressWarnings("ConstantValue") // what was read may lack anything
  Optional<Bequest> bequest(String left) {
    try {
      Bequest read = mapper.readValue(left, Bequest.class);
      if (read != null
          && read.version() == Bequest.VERSION
          && read.by() != null
          && read.born() != null
          && read.rules() != null) {
        return Optional.of(read);
      }
      LOG.warn("what another control plane told is of another version, and not gone on with");
    } catch (JacksonException | NullPointerException e) {
      LOG.warn("what another control plane told cannot be read: {}", e.getMessage());
    }
    return Optional.empty();
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
