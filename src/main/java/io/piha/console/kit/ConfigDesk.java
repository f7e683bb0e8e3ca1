package io.piha.console.kit;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The configuration as a window sees it: what is in force and from which line, what a changed text
 * would be, and whether its peers answer. May wait for files and networks, therefore it is asked
 * through {@link Background} only. No secret's value ever passes.
 */
public interface ConfigDesk {

  /**
   * One setting in force.
   *
   * @param path its place in words of the file
   * @param origin file and line, or empty where it is the default
   */
  record Setting(String path, String value, String origin) {}

  /**
   * What was found in a text.
   *
   * @param valid whether it could be applied
   * @param findings one line each, with place and remedy
   */
  record Verdict(boolean valid, List<String> findings) {}

  /** The file's text as it lies on the disk. */
  String text() throws IOException;

  /** Whether this window may write it. */
  boolean editable();

  /** Every setting in force, defaults included. */
  List<Setting> inForce() throws IOException;

  /** Checks a text without applying it. */
  Verdict check(String text);

  /**
   * Tries every connection that the file names; changes nothing. One line for each, as it comes.
   */
  void tryConnections(Consumer<String> line) throws Exception;

  /** The ports of every switch, as the switches tell them now; nothing is switched. */
  default List<PortBoard> ports() throws IOException {
    text();
    return List.of();
  }

  /** Sends a test message on every way on which people are told. One line for each, as it comes. */
  void sendTests(Consumer<String> line) throws Exception;

  /**
   * Writes a changed text; the engine applies it within seconds, or says why not.
   *
   * @param before the text that the change was made from
   * @throws IOException when the file has changed since, or the text is not valid
   */
  void apply(String before, String after) throws IOException;

  /** For a window that has no file. */
  ConfigDesk NONE =
      new ConfigDesk() {
        @Override
        public String text() throws IOException {
          throw new IOException(
              "The configuration lies with the control plane that decides; open the console"
                  + " there.");
        }

        @Override
        public boolean editable() {
          return false;
        }

        @Override
        public List<Setting> inForce() throws IOException {
          text();
          return List.of();
        }

        @Override
        public Verdict check(String text) {
          return new Verdict(false, List.of());
        }

        @Override
        public void tryConnections(Consumer<String> line) throws IOException {
          text();
        }

        @Override
        public void sendTests(Consumer<String> line) throws IOException {
          text();
        }

        @Override
        public void apply(String before, String after) throws IOException {
          text();
        }
      };
}
