package io.piha.bench;

/**
 * One thing worth measuring. A benchmark tells its own figures, each with its unit; it judges
 * nothing, because a figure depends on the machine and a test must not.
 */
public interface Benchmark {
  /** What {@code mvn -Pbench -Dbench=NAME} asks for: a few words joined by hyphens. */
  String name();

  /** Warms up, measures, tells. */
  void run(Sheet sheet) throws Exception;
}
