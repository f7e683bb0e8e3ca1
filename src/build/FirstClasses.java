import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Writes down which classes a window's first pictures need, so that they can be loaded while the
 * toolkit starts. What is watched is the demo in a window that is drawn and not shown. Run by Maven
 * as a single source file, with the program on the class path.
 *
 * <p>Argument: the folder with the program's classes. Without a list the program works too, so a
 * demo that cannot run here is said and is no error.
 */
final class FirstClasses {

  private static final String LIST = "io/piha/console/first-classes.txt";
  private static final long PATIENCE_SECONDS = 90;

  /** Of the toolkit, of what is made with it, and of the XML that describes it. */
  private static final List<String> WANTED =
      List.of(
          "javafx/",
          "com/sun/javafx/",
          "com/sun/glass/",
          "com/sun/prism/",
          "com/sun/scenario/",
          "com/sun/marlin/",
          "com/sun/pisces/",
          "com/sun/org/apache/xerces/",
          "atlantafx/",
          "org/controlsfx/",
          "impl/org/controlsfx/",
          "org/kordamp/",
          "io/piha/console/");

  public static void main(String[] args) throws IOException, InterruptedException {
    Path classes = Path.of(args[0]);
    Path list = classes.resolve(LIST);
    if (isNewest(list, classes)) {
      return;
    }
    Path scratch = Files.createDirectories(classes.resolveSibling("first-classes"));
    Path loaded = scratch.resolve("loaded.txt");
    if (watch(scratch, loaded)) {
      try (Stream<String> lines = Files.lines(loaded)) {
        Files.write(list, lines.flatMap(FirstClasses::wanted).toList());
      }
    } else {
      System.out.println(
          "[WARNING] the demo does not run here, so a window's classes are not loaded beforehand: "
              + scratch.resolve("demo.log"));
    }
  }

  private static boolean isNewest(Path list, Path classes) throws IOException {
    if (!Files.exists(list)) {
      return false;
    }
    var written = Files.getLastModifiedTime(list);
    try (Stream<Path> all = Files.walk(classes)) {
      for (Path each : all.filter(file -> file.toString().endsWith(".class")).toList()) {
        if (Files.getLastModifiedTime(each).compareTo(written) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean watch(Path scratch, Path loaded) throws IOException, InterruptedException {
    ProcessBuilder demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:DumpLoadedClassList=" + loaded,
                "-XX:TieredStopAtLevel=1",
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.piha.cli.Main",
                "demo",
                "--for",
                "1s")
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("demo.log").toFile());
    demo.environment()
        .putAll(Map.of("DISPLAY", ":none", "HOME", scratch.toString(), "LC_ALL", "C.UTF-8"));
    Process process = demo.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor() == 0 && Files.exists(loaded);
  }

  /** The name on a line of the virtual machine's list, whose other lines begin otherwise. */
  private static Stream<String> wanted(String line) {
    String name = line.split(" ", 2)[0];
    return WANTED.stream().anyMatch(name::startsWith)
        ? Stream.of(name.replace('/', '.'))
        : Stream.of();
  }
}
