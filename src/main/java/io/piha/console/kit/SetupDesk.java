package io.piha.console.kit;

import io.piha.setup.Found;
import io.piha.setup.Section;
import io.piha.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the guided set-up wants of the world: who is there, whether it answers as wanted. All of it
 * may wait for networks, therefore it is asked through {@link Background} only.
 */
public interface SetupDesk {

  /**
   * One thing that was tried.
   *
   * @param text what came of it, and what to do where it failed
   */
  record Tried(boolean fine, String text) {}

  /** Who announces itself in the network; takes a few seconds. */
  List<Found> look() throws Exception;

  /** The observer beside a Core at this address, where there is one. */
  Optional<String> observer(String core);

  /** The router as a witness, where the system knows it. */
  Optional<String> router();

  /** The socket of a container engine on this machine, where there is one. */
  Optional<String> containerEngine();

  /** Tries what one part names: nothing is changed there, but alerts are really sent. */
  void tryPart(Site site, Section part, Consumer<Tried> line) throws Exception;

  /** The ports of its switches, as the switches tell them now; nothing is switched. */
  List<PortBoard> ports(Site site) throws IOException;

  /**
   * {@code piha check} of a file.
   *
   * @param line takes what it prints, line by line
   * @return whether all is well
   */
  boolean check(Path file, Consumer<String> line) throws Exception;
}
