package io.piha.setup;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** How a text stands in YAML: as it is where that is safe, else in double quotes. */
final class Scalars {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*|[1-9][0-9]{0,8}");
  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private final Dump quoting =
      new Dump(
          DumpSettings.builder()
              .setDefaultScalarStyle(ScalarStyle.DOUBLE_QUOTED)
              .setSplitLines(false)
              .setWidth(Integer.MAX_VALUE)
              .build());

  String write(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : quoted(text);
  }

  /** In quotes though it would be safe without. */
  String quoted(String text) {
    return quoting.dumpToString(text).strip();
  }
}
