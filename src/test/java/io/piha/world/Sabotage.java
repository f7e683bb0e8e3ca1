package io.piha.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks the arbiter, the guard and the loop in small ways, one after the other, and lets the
 * simulation, or the search of the small house, find out: {@code mvn test -Dtest=Sabotage}. Not
 * part of the ordinary tests; it takes minutes.
 */
class Sabotage {

  private static final Path SOURCES = Path.of("src/main/java/io/piha");
  private static final Duration LASTING = Duration.ofHours(200);
  private static final int WORLDS = 700;

  /** One mutation. */
  record Mutation(String file, String what, String is, String becomes, Set<String> rules) {
    @Override
    public String toString() {
      return file + ": " + what;
    }
  }

  static List<Mutation> mutations() throws IOException {
    List<Mutation> all = new ArrayList<>();
    String text = Files.readString(Path.of("src/test/resources/sabotage.txt"));
    for (String part : text.split("\n\n", -1)) {
      List<String> lines = part.lines().filter(each -> !each.startsWith("#")).toList();
      if (lines.isEmpty()) {
        continue;
      }
      String[] head = lines.getFirst().split(": ", 2);
      all.add(
          new Mutation(
              head[0],
              head[1],
              after(lines, "- "),
              after(lines, "+ "),
              new TreeSet<>(List.of(after(lines, "= ").split(" ", -1)))));
    }
    return all;
  }

  private static String after(List<String> lines, String sign) {
    return lines.stream()
        .filter(each -> each.startsWith(sign))
        .map(each -> each.substring(2))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void isCaught(Mutation mutation, @TempDir Path folder) throws Exception {
    compile(mutation, folder);
    try (URLClassLoader sabotaged = sabotaged(folder)) {
      Optional<String> rule = firstRuleBroken(sabotaged).or(() -> small(sabotaged));
      System.out.println("sabotage: " + mutation + " -> " + rule.orElse("NOT CAUGHT"));
      assertThat(rule).as("caught").isPresent();
      assertThat(mutation.rules()).as("the rules that may catch it").contains(rule.get());
    }
  }

  private static void compile(Mutation mutation, Path folder) throws IOException {
    Path file = SOURCES.resolve(mutation.file());
    String source = Files.readString(file);
    Matcher place = anySpace(mutation.is()).matcher(source);
    assertThat(place.find()).as("the text to sabotage is in %s", file).isTrue();
    String sabotaged =
        source.substring(0, place.start()) + mutation.becomes() + source.substring(place.end());
    assertThat(place.find()).as("it is there once only").isFalse();
    Path changed = folder.resolve("source").resolve(file.getFileName());
    Files.createDirectories(changed.getParent());
    Files.writeString(changed, sabotaged);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-nowarn",
                      "-parameters",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-d",
                      folder.toString()),
                  null,
                  files.getJavaFileObjects(changed))
              .call();
      assertThat(done).as("%s", said).isTrue();
    }
  }

  private static Pattern anySpace(String text) {
    return Pattern.compile(
        Stream.of(text.strip().split("\\s+", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s*")));
  }

  /** Our own classes are loaded anew, the sabotaged one among them. */
  private static URLClassLoader sabotaged(Path folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    urls.add(folder.toUri().toURL());
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(each, "io", "piha", "world"))) {
        urls.add(Path.of(each).toUri().toURL());
      }
    }
    ClassLoader others =
        new ClassLoader(Sabotage.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.piha.")) {
              throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
          }
        };
    return new URLClassLoader(urls.toArray(new URL[0]), others);
  }

  private static Optional<String> firstRuleBroken(ClassLoader loader) throws Exception {
    Class<?> coverage = loader.loadClass("io.piha.world.Coverage");
    Method run =
        loader
            .loadClass("io.piha.world.Simulation")
            .getMethod("run", long.class, Duration.class, coverage);
    return LongStream.range(0, WORLDS)
        .parallel()
        .mapToObj(seed -> broken(run, coverage, seed))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .findFirst();
  }

  /** What chance did not find, the search of a small house must. */
  private static Optional<String> small(ClassLoader loader) {
    try {
      Method search =
          loader
              .loadClass("io.piha.world.SmallWorldSearch")
              .getDeclaredMethod("firstRuleBroken", int.class);
      search.setAccessible(true);
      return ((Optional<?>) search.invoke(null, 2)).map(Object::toString);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the search cannot be called", e);
    }
  }

  private static Optional<String> broken(Method run, Class<?> coverage, long seed) {
    try {
      Object outcome =
          run.invoke(null, seed, LASTING, coverage.getDeclaredConstructor().newInstance());
      Optional<?> violation = (Optional<?>) call(outcome, "violation");
      return violation.isEmpty()
          ? Optional.empty()
          : Optional.of(call(call(violation.get(), "breach"), "rule").toString());
    } catch (ReflectiveOperationException e) {
      Throwable cause = e instanceof InvocationTargetException told ? told.getCause() : e;
      throw new AssertionError("seed " + seed, cause);
    }
  }

  private static Object call(Object of, String name) throws ReflectiveOperationException {
    Method method = of.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method.invoke(of);
  }
}
