package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of {@code docs/OPERATIONS}, as its tests read it. */
public final class Runbook {
  /** Where they are. */
  public static final Path FOLDER = Path.of("docs", "OPERATIONS");

  private static final Pattern BUTTON = Pattern.compile("\\*\\*\\[(.+?)]\\*\\*");
  private static final Pattern LINK = Pattern.compile("(?<!\\*)\\[[^\\]]+]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final Path file;
  private final List<String> lines;

  /**
   * A block for a terminal.
   *
   * @param commands its lines
   * @param expected the lines that are said to follow; empty where the page shows none
   */
  public record Block(List<String> commands, List<String> expected) {
    public Block {
      commands = List.copyOf(commands);
      expected = List.copyOf(expected);
    }

    /** Whether all of it is for the program itself. */
    public boolean isPiha() {
      return commands.stream().allMatch(each -> each.startsWith("piha "));
    }
  }

  private Runbook(Path file) {
    this.file = file;
    try {
      this.lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page of this name, without {@code .md}. */
  public static Runbook page(String name) {
    return new Runbook(FOLDER.resolve(name + ".md"));
  }

  /** All pages, the index among them. */
  public static List<Runbook> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(each -> each.toString().endsWith(".md"))
          .sorted()
          .map(Runbook::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its lines. */
  public List<String> lines() {
    return lines;
  }

  /** Its file. */
  public Path file() {
    return file;
  }

  /** Its name, without {@code .md}. */
  public String name() {
    return file.getFileName().toString().replace(".md", "");
  }

  /** Its blocks for a terminal, in order. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    String fence = "";
    for (String line : lines) {
      String text = line.strip();
      if (fence.isEmpty() && text.startsWith("```")) {
        fence = text.substring(3).strip();
        if (fence.equals("sh")) {
          add(blocks, commands, expected);
        }
      } else if (text.equals("```")) {
        fence = "";
      } else if (fence.equals("sh")) {
        commands.add(text);
      } else if (fence.equals("text")) {
        expected.add(text);
      }
    }
    add(blocks, commands, expected);
    return blocks;
  }

  private static void add(List<Block> blocks, List<String> commands, List<String> expected) {
    if (!commands.isEmpty()) {
      blocks.add(new Block(commands, expected));
    }
    commands.clear();
    expected.clear();
  }

  /** The labels of the console that it names, {@code **[so]**}. */
  public List<String> buttons() {
    return found(BUTTON);
  }

  /** Where its links go. */
  public List<String> links() {
    return found(LINK);
  }

  /** Commands that stand in a sentence. */
  public List<String> mentioned() {
    return found(CODE).stream().filter(each -> each.startsWith("piha ")).toList();
  }

  private List<String> found(Pattern pattern) {
    List<String> found = new ArrayList<>();
    boolean block = false;
    for (String line : lines) {
      if (line.strip().startsWith("```")) {
        block = !block;
      } else if (!block) {
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
          found.add(matcher.group(1));
        }
      }
    }
    return found;
  }

  /** A command line in words, as a shell would take it. */
  public static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words;
  }

  @Override
  public String toString() {
    return name();
  }
}
