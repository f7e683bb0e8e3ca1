package io.piha.sync;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Whether a text is YAML. Nodes are composed and nothing is made of them, so that tags need not be
 * known, while undefined aliases are found.
 */
final class YamlCheck {

  private YamlCheck() {}

  /** What is wrong, with its line; empty when nothing is. Never throws. */
  static Optional<String> trouble(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Optional.of("it is not UTF-8");
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(Validation.MOST_BYTES)
            .setAllowRecursiveKeys(false)
            // The engine fails where a smaller buffer would end within a character of two halves.
            .setBufferSize(text.length() + 2)
            .build();
    try {
      Iterator<Node> documents =
          new Compose(settings)
              .composeAllFromString(text.startsWith("\uFEFF") ? text.substring(1) : text)
              .iterator();
      while (documents.hasNext()) {
        var _ = documents.next();
      }
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      String where =
          e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
      return Optional.of(where + Commits.plain(String.valueOf(e.getProblem()), 200));
    } catch (YamlEngineException | IllegalArgumentException e) {
      return Optional.of(Commits.plain(String.valueOf(e.getMessage()), 200));
    } catch (StackOverflowError e) {
      return Optional.of("it is nested too deeply");
    }
  }
}
