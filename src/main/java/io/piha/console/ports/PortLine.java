package io.piha.console.ports;

import io.piha.console.kit.PortBoard;

/** A line of the list of ports. */
public sealed interface PortLine {

  /** A switch; {@code trouble} is empty when all was told. */
  record Device(String name, String trouble) implements PortLine {}

  /** One of its ports. */
  record Port(PortBoard.Port port) implements PortLine {}

  /** What to write, or to look at. */
  record Advice(String text) implements PortLine {}
}
