package io.piha.site;

import io.piha.site.KeyMeanings.Meaning;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes {@code docs/configuration-reference.md}. */
final class ReferencePage {
  private static final String HEAD =
      """
      # Configuration reference

      Every key of `piha.yaml`. What it all means together, and a complete example: [configuration](configuration.md).
      This page and [configuration.schema.json](configuration.schema.json), by which an
      [editor](configuration.md#in-an-editor) completes and checks the file, are generated: a key stands here because
      PiHA reads it.

      In a path `*` is a name that you give, `[*]` each item of a list. Where *default* says **required**, the key must
      be there wherever the map around it is; *by case*: it depends on what else is written, as its meaning says.
      With — there is no default: what the key is for is then not done or not used.

      | type | is |
      | --- | --- |
      | text | shown in logs and on the screen, so `${secret:NAME}` cannot be in it; `${env:NAME}` can |
      | private text | text with `${secret:NAME}` wherever wanted, shown with the placeholder in place of the value |
      | secret | text that is shown nowhere, even when it is written out |
      | duration | a whole number with `ms`, `s`, `m`, `h` or `d`, longer than nothing unless *or `0s`* is said |
      | path | absolute, or relative to the folder of `piha.yaml` |
      | `a`, `b` | one of these words |
      | `a://` | an address that begins so |

      How values are written, and names: [configuration](configuration.md#how-values-are-written).
      """;

  private final KnownKeys keys;
  private final KeyMeanings meanings;
  private final StringBuilder page = new StringBuilder(HEAD);
  private final Set<String> anchors = new LinkedHashSet<>();

  private ReferencePage(KnownKeys keys, KeyMeanings meanings) {
    this.keys = keys;
    this.meanings = meanings;
  }

  static String write(KnownKeys keys, KeyMeanings meanings) {
    ReferencePage writer = new ReferencePage(keys, meanings);
    writer.map("", "Top level");
    return writer.page.toString();
  }

  private void map(String path, String title) {
    List<String> rows = meanings.inOrder(keys.keysOf(path));
    if (!rows.isEmpty()) {
      if (!anchors.add(anchor(title))) {
        throw new AssertionError("two sections have the anchor " + anchor(title));
      }
      page.append("\n## ").append(title).append("\n\n");
      page.append("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
      rows.forEach(this::row);
    }
    keys.cases(path).forEach(each -> map(path + ":" + each, title(path + ":" + each)));
    for (String row : rows) {
      within(row);
    }
  }

  /** The maps at a path and below it. */
  private void within(String path) {
    Set<Asked.Form> forms = keys.forms(path);
    if (forms.contains(Asked.Plain.MAP)) {
      map(KnownKeys.mapAt(path), title(KnownKeys.mapAt(path)));
    } else if (forms.contains(Asked.Plain.NAMED)) {
      within(path + ".*");
    } else if (forms.contains(Asked.Plain.LIST)) {
      within(path + "[*]");
    }
  }

  private void row(String path) {
    Meaning meaning = meanings.of(path).orElse(new Meaning("", ""));
    String usual =
        keys.isRequired(path)
            ? "**required**"
            : keys.isMissed(path)
                ? "by case"
                : meaning.usual().isEmpty()
                    ? "—"
                    : meaning.value().isPresent()
                        ? "`" + meaning.usual() + "`"
                        : meaning.usual().substring(1, meaning.usual().length() - 1);
    String cells =
        String.join(" | ", "`" + KnownKeys.name(path) + "`", types(path), usual, meaning.text());
    page.append("| ").append(cells).append(" |\n");
  }

  private String types(String path) {
    return keys.forms(path).stream()
        .sorted(Comparator.comparing(each -> each == Asked.Plain.MAP))
        .map(each -> type(path, each))
        .collect(Collectors.joining(" or "));
  }

  private String type(String path, Asked.Form form) {
    return switch (form) {
      case Asked.Whole whole ->
          whole.most() == Integer.MAX_VALUE
              ? "whole number, at least " + whole.least()
              : "whole number, " + whole.least() + " to " + whole.most();
      case Asked.Choice choice ->
          choice.words().stream().map(each -> word(path, each)).collect(Collectors.joining(", "));
      case Asked.Url url -> code(url.schemes().stream().map(each -> each + "://").toList());
      case Asked.Plain plain -> type(path, plain);
    };
  }

  private String type(String path, Asked.Plain form) {
    return switch (form) {
      case MAP -> "[map](#" + anchor(title(KnownKeys.mapAt(path))) + ")";
      case NAMED -> types(path + ".*") + " by name";
      case FREE -> "map of " + types(path + ".*");
      case LIST -> "list of " + types(path + "[*]");
      case SECRET_TEXT -> "private text";
      case DURATION_OR_ZERO -> "duration or `0s`";
      case FLAG -> "`true`, `false`";
      case FALSE -> "`false`";
      case KEY, TEXT, SECRET, DURATION, PATH -> form.name().toLowerCase(Locale.ROOT);
    };
  }

  /** A word, with a link where it decides about other keys. */
  private String word(String path, String word) {
    String its = KnownKeys.map(path) + ":" + word;
    boolean decides =
        KnownKeys.name(path).equals(KnownKeys.DECIDING.get(KnownKeys.map(path)))
            && !keys.keysOf(its).isEmpty();
    return decides ? "[`" + word + "`](#" + anchor(title(its)) + ")" : "`" + word + "`";
  }

  private static String code(List<String> words) {
    return words.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
  }

  private static String title(String path) {
    int at = path.indexOf(':');
    if (at < 0 || path.indexOf('.', at) > 0) {
      return "`" + path.replaceAll(":[^.]+", "") + "`";
    }
    String map = path.substring(0, at);
    return "`"
        + map
        + "` with `"
        + KnownKeys.DECIDING.get(map)
        + ": "
        + path.substring(at + 1)
        + "`";
  }

  /** As Markdown pages name a heading. */
  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_ -]", "").replace(' ', '-');
  }
}
