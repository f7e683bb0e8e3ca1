package io.piha.leadership;

import io.piha.arbiter.Order;
import io.piha.arbiter.Request;

/** What a message on {@code cmd} turned out to be. */
sealed interface CommandMessage {

  /** An order that this control plane gave: its own echo. */
  record OwnOrder() implements CommandMessage {}

  /** An order that somebody else gave. */
  record ForeignOrder(Order order) implements CommandMessage {}

  /** A request, in good form; who asks is not verified yet. */
  record Ask(Request request) implements CommandMessage {}

  /** Plainly a request, but one that cannot be understood. */
  record BadRequest(String id, String by, String why) implements CommandMessage {}

  /** Not a command at all. */
  record Garbage(String why) implements CommandMessage {}
}
