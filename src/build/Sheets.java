import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.css.Stylesheet;

/**
 * Puts a binary form beside each style sheet, which JavaFX takes instead of reading the text anew
 * at each start. Run by Maven as a single source file, with JavaFX on the class path.
 *
 * <p>Argument: the folder with the sheets.
 */
final class Sheets {

  public static void main(String[] args) throws IOException {
    List<Path> sheets;
    try (var found = Files.walk(Path.of(args[0]))) {
      sheets = found.filter(each -> each.toString().endsWith(".css")).sorted().toList();
    }
    for (Path sheet : sheets) {
      String name = sheet.getFileName().toString().replaceFirst("css$", "bss");
      Stylesheet.convertToBinary(sheet.toFile(), sheet.resolveSibling(name).toFile());
    }
  }
}
