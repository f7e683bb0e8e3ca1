import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Holds the source to one format. Run by Maven as a single source file on the JDK that compiles the
 * project, because a formatter can only read the Java that its own JDK reads.
 *
 * <p>Arguments: {@code check} or {@code write}, then folders; a folder that is not there is
 * skipped. Exit code: 0 all is well, 1 some file is not formatted (check) or cannot be read as Java
 * (both).
 */
final class Format {

  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    List<String> files = new ArrayList<>();
    for (String folder : Arrays.asList(args).subList(1, args.length)) {
      if (Files.isDirectory(Path.of(folder))) {
        try (var found = Files.walk(Path.of(folder))) {
          found.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().forEach(files::add);
        }
      }
    }
    if (files.isEmpty()) {
      return;
    }
    System.exit(write ? write(files) : check(files));
  }

  private static int write(List<String> files) {
    var printed = new StringWriter();
    int failed = run(printed, "--replace", files);
    System.out.print(printed);
    System.out.println("Formatted " + files.size() + " files.");
    return failed;
  }

  private static int check(List<String> files) {
    var printed = new StringWriter();
    int failed = run(printed, "--dry-run", files);
    if (failed == 0 && printed.toString().isBlank()) {
      System.out.println("Format: " + files.size() + " files are as google-java-format has them.");
      return 0;
    }
    System.out.println("Format: these files are not as google-java-format has them:");
    printed.toString().lines().forEach(line -> System.out.println("  " + line));
    System.out.println("To mend it: mvn -Pformat");
    return 1;
  }

  private static int run(StringWriter printed, String mode, List<String> files) {
    var writer = new PrintWriter(printed);
    List<String> arguments = new ArrayList<>(List.of(mode));
    arguments.addAll(files);
    int failed =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    writer.flush();
    return failed;
  }
}
