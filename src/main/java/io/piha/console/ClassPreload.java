package io.piha.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the classes of a window's first pictures on a thread of its own while the toolkit starts,
 * which leaves a processor idle. They are only loaded: whoever uses one initialises it. The list is
 * the build's.
 */
final class ClassPreload {

  private static final Logger LOG = LoggerFactory.getLogger(ClassPreload.class);
  private static final String LIST = "first-classes.txt";

  private ClassPreload() {}

  static void start() {
    Thread.ofPlatform().daemon().name("class-preload").start(ClassPreload::run);
  }

  private static void run() {
    try (InputStream list = ClassPreload.class.getResourceAsStream(LIST)) {
      if (list != null) {
        load(list, ClassPreload.class.getClassLoader());
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be read", LIST, e);
    }
  }

  /**
   * Loads what it can of a list.
   *
   * @param list a class's name a line
   * @return how many were loaded
   */
  static int load(InputStream list, ClassLoader loader) throws IOException {
    int loaded = 0;
    var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
    for (String name = lines.readLine(); name != null; name = lines.readLine()) {
      try {
        Class.forName(name, false, loader);
        loaded++;
      } catch (ClassNotFoundException | LinkageError e) {
        // Whoever needs it will say so; that it was not loaded beforehand costs only time.
        LOG.trace("{} is not loaded beforehand", name, e);
      }
    }
    return loaded;
  }
}
