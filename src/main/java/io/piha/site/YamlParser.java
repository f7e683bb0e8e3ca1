package io.piha.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into a {@link YamlTree}, within limits that no honest configuration
 * reaches: a document that would grow without end by its aliases, or nests too deep, is refused
 * before it is walked.
 */
final class YamlParser {
  static final int MOST_CHARACTERS = 1024 * 1024;
  private static final int MOST_NODES = 200_000;
  private static final int MOST_DEPTH = 24;

  private final String file;
  private final Report report;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;
  private Origin last;

  private record Anchored(YamlTree tree, int size, int depth) {}

  /** Ends the reading once a mistake leaves no sense in going on. */
  private static final class Hopeless extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private YamlParser(String file, String text, Report report) {
    this.file = file;
    this.report = report;
    this.last = new Origin(file, 1, 1);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("")
            .setCodePointLimit(MOST_CHARACTERS)
            // The engine fails where a smaller buffer would end within a character of two halves.
            .setBufferSize(text.length() + 2)
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** The document, or nothing when a mistake was reported that leaves no tree. */
  static Optional<YamlTree> parse(String file, String text, Report report) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (body.length() > MOST_CHARACTERS) {
      report.error(
          new Origin(file, 0, 0), "", "is larger than 1 MiB", "a configuration is a few kilobytes");
      return Optional.empty();
    }
    YamlParser parser = new YamlParser(file, body, report);
    try {
      return parser.document();
    } catch (Hopeless _) {
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      Origin at = e.getProblemMark().map(parser::origin).orElse(parser.last);
      report.error(at, "", "is not YAML: " + Words.plain(e.getProblem()), "mend the line");
      return Optional.empty();
    } catch (ReaderException e) {
      report.error(
          parser.place(body, e.getPosition()),
          "",
          "has a character that YAML does not allow (code " + e.getCodePoint() + ")",
          "remove it");
      return Optional.empty();
    } catch (YamlEngineException _) {
      report.error(parser.last, "", "cannot be read as YAML from here on", "mend the line");
      return Optional.empty();
    }
  }

  private Optional<YamlTree> document() {
    Optional<YamlTree> tree = Optional.empty();
    while (events.hasNext()) {
      Event event = next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        case DocumentStart -> {
          if (tree.isPresent()) {
            report.error(last, "", "has a second document", "keep one document per file");
            throw new Hopeless();
          }
        }
        case Scalar, SequenceStart, MappingStart, Alias -> tree = Optional.of(node(event, 0));
        case SequenceEnd, MappingEnd -> throw new IllegalStateException("unbalanced events");
      }
    }
    return tree;
  }

  private YamlTree node(Event event, int depth) {
    Origin at = last;
    if (depth > MOST_DEPTH) {
      report.error(at, "", "is nested too deep", "no section goes deeper than " + MOST_DEPTH);
      throw new Hopeless();
    }
    count(1, at);
    int before = nodes;
    YamlTree tree =
        switch (event) {
          case ScalarEvent scalar -> {
            tag(scalar.getTag(), at);
            yield new YamlTree.Scalar(scalar.getValue(), scalar.isPlain(), at);
          }
          case SequenceStartEvent sequence -> {
            tag(sequence.getTag(), at);
            yield sequence(at, depth);
          }
          case MappingStartEvent mapping -> {
            tag(mapping.getTag(), at);
            yield mapping(at, depth);
          }
          case AliasEvent alias -> alias(alias, at, depth);
          default -> throw new IllegalStateException("no node: " + event.getEventId());
        };
    if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
      int size = 1 + nodes - before;
      node.getAnchor()
          .ifPresent(name -> anchors.put(name.getValue(), new Anchored(tree, size, height(tree))));
    }
    return tree;
  }

  private YamlTree sequence(Origin at, int depth) {
    List<YamlTree> items = new ArrayList<>();
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      if (event.getEventId() != Event.ID.Comment) {
        items.add(node(event, depth + 1));
      }
    }
    return new YamlTree.Sequence(List.copyOf(items), at);
  }

  private YamlTree mapping(Origin at, int depth) {
    Map<String, YamlTree.Entry> entries = new LinkedHashMap<>();
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      if (event.getEventId() == Event.ID.Comment) {
        continue;
      }
      YamlTree key = node(event, depth + 1);
      YamlTree value = node(next(), depth + 1);
      if (!(key instanceof YamlTree.Scalar name)) {
        report.error(key.at(), "", "has " + key.kind() + " as a key", "a key is a single word");
        continue;
      }
      YamlTree.Entry earlier = entries.putIfAbsent(name.text(), new YamlTree.Entry(name, value));
      if (earlier != null) {
        report.error(
            name.at(),
            "",
            "the key " + Words.quote(name.text()) + " stands here a second time",
            "the first is in line " + earlier.key().at().line() + "; keep one");
      }
    }
    return new YamlTree.Mapping(List.copyOf(entries.values()), at);
  }

  private YamlTree alias(AliasEvent alias, Origin at, int depth) {
    Anchored anchored = anchors.get(alias.getAlias().getValue());
    if (anchored == null) {
      report.error(
          at,
          "",
          "refers to the anchor "
              + Words.quote(alias.getAlias().getValue())
              + ", which is not known",
          "set the anchor before it is used, and not around itself");
      throw new Hopeless();
    }
    if (depth + anchored.depth() > MOST_DEPTH) {
      report.error(at, "", "is nested too deep", "no section goes deeper than " + MOST_DEPTH);
      throw new Hopeless();
    }
    count(anchored.size(), at);
    return anchored.tree();
  }

  private static int height(YamlTree tree) {
    return switch (tree) {
      case YamlTree.Scalar _ -> 0;
      case YamlTree.Sequence list ->
          1 + list.items().stream().mapToInt(YamlParser::height).max().orElse(0);
      case YamlTree.Mapping map ->
          1 + map.entries().stream().mapToInt(each -> height(each.value())).max().orElse(0);
    };
  }

  private void count(int more, Origin at) {
    nodes += more;
    if (nodes > MOST_NODES) {
      report.error(
          at, "", "has more than " + MOST_NODES + " values, aliases counted in full", "use fewer");
      throw new Hopeless();
    }
  }

  private void tag(Optional<String> tag, Origin at) {
    if (tag.isPresent() && !tag.get().startsWith("tag:yaml.org,2002:")) {
      report.error(
          at,
          "",
          "has the tag " + Words.quote(tag.get()) + ", which means nothing here",
          tag.get().equals("!secret") ? "write ${secret:NAME}" : "remove the tag");
    }
  }

  private Event next() {
    Event event = events.next();
    event.getStartMark().ifPresent(mark -> last = origin(mark));
    return event;
  }

  private Origin origin(Mark mark) {
    return new Origin(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Origin place(String body, int position) {
    int line = 1;
    int column = 1;
    int end = Math.min(position, body.length());
    for (int i = 0; i < end; i++) {
      if (body.charAt(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Origin(file, line, column);
  }
}
