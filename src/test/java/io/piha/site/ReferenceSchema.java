package io.piha.site;

import io.piha.site.KeyMeanings.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code docs/configuration.schema.json}. */
final class ReferenceSchema {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PLACEHOLDER = "\\$\\{(secret|env):";

  private final KnownKeys keys;
  private final KeyMeanings meanings;

  private ReferenceSchema(KnownKeys keys, KeyMeanings meanings) {
    this.keys = keys;
    this.meanings = meanings;
  }

  static String write(KnownKeys keys, KeyMeanings meanings) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "piha.yaml");
    schema.setAll(new ReferenceSchema(keys, meanings).map(""));
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return JSON.writer().with(printer).writeValueAsString(schema) + "\n";
  }

  private ObjectNode map(String path) {
    ObjectNode schema = type("object");
    List<String> cases = keys.cases(path);
    if (cases.isEmpty()) {
      fill(schema, keys.keysOf(path));
      return schema;
    }
    List<String> common = keys.keysOf(path);
    String decides = path + "." + KnownKeys.DECIDING.get(path);
    schema.putObject("properties").set(KnownKeys.name(decides), key(decides));
    require(schema, common);
    String usual = meanings.of(decides).map(Meaning::usual).orElse("");
    ArrayNode all = schema.putArray("allOf");
    for (String each : cases) {
      ObjectNode branch = all.addObject();
      ObjectNode condition = branch.putObject("if");
      condition.putObject("properties").putObject(KnownKeys.name(decides)).put("const", each);
      if (!each.equals(usual)) {
        condition.putArray("required").add(KnownKeys.name(decides));
      }
      List<String> its = new ArrayList<>(common);
      its.addAll(keys.keysOf(path + ":" + each));
      fill(branch.putObject("then"), its);
    }
    return schema;
  }

  private void fill(ObjectNode schema, List<String> paths) {
    ObjectNode properties = schema.putObject("properties");
    meanings.inOrder(paths).forEach(each -> properties.set(KnownKeys.name(each), key(each)));
    schema.put("additionalProperties", false);
    require(schema, paths);
  }

  private void require(ObjectNode schema, List<String> paths) {
    List<String> required = paths.stream().filter(keys::isRequired).toList();
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(each -> names.add(KnownKeys.name(each)));
    }
  }

  private ObjectNode key(String path) {
    ObjectNode schema = JSON.createObjectNode();
    Optional<Meaning> meaning = meanings.of(path);
    meaning.ifPresent(
        each ->
            schema.put("description", each.text().replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")));
    meaning.flatMap(Meaning::value).ifPresent(each -> schema.set("default", each));
    schema.setAll(value(path, !keys.isRequired(path)));
    return schema;
  }

  /** What may stand at a path; null as well, where the key may be missing. */
  private ObjectNode value(String path, boolean missing) {
    List<ObjectNode> forms = new ArrayList<>();
    keys.forms(path).forEach(each -> forms.addAll(form(path, each)));
    if (forms.size() == 1) {
      ObjectNode only = forms.getFirst();
      if (missing) {
        only.withArray("type").add("null");
      }
      return only;
    }
    if (missing) {
      forms.add(type("null"));
    }
    ObjectNode schema = JSON.createObjectNode();
    ArrayNode any = schema.putArray("anyOf");
    forms.stream().distinct().forEach(any::add);
    return schema;
  }

  private List<ObjectNode> form(String path, Asked.Form form) {
    return switch (form) {
      case Asked.Whole whole -> {
        ObjectNode number =
            type("integer", "string").put("pattern", PLACEHOLDER).put("minimum", whole.least());
        if (whole.most() < Integer.MAX_VALUE) {
          number.put("maximum", whole.most());
        }
        yield List.of(number);
      }
      case Asked.Choice choice -> {
        ObjectNode words = JSON.createObjectNode();
        ArrayNode all = words.putArray("enum");
        for (String each : choice.words()) {
          all.add(each);
          if (each.matches("[0-9]+")) {
            all.add(Integer.parseInt(each));
          }
        }
        yield List.of(words, pattern(PLACEHOLDER));
      }
      case Asked.Url url ->
          List.of(pattern("^(" + String.join("|", url.schemes()) + ")://|" + PLACEHOLDER));
      case Asked.Plain plain ->
          switch (plain) {
            case KEY -> List.of();
            case MAP -> List.of(map(KnownKeys.mapAt(path)));
            case NAMED -> {
              ObjectNode named = type("object");
              named.putObject("propertyNames").put("pattern", "^" + Fields.NAME.pattern() + "$");
              yield List.of(named.set("additionalProperties", value(path + ".*", false)));
            }
            case FREE ->
                List.of(type("object").set("additionalProperties", value(path + ".*", false)));
            case LIST -> List.of(type("array").set("items", value(path + "[*]", false)));
            case TEXT, SECRET_TEXT, SECRET, PATH -> List.of(type("string", "number"));
            case DURATION, DURATION_OR_ZERO ->
                List.of(pattern("^[0-9]+(ms|s|m|h|d)$|" + PLACEHOLDER));
            case FLAG -> List.of(type("boolean", "string").put("pattern", PLACEHOLDER));
            case FALSE -> List.of(JSON.createObjectNode().put("const", false));
          };
    };
  }

  private static ObjectNode type(String... names) {
    ObjectNode schema = JSON.createObjectNode();
    ArrayNode types = schema.putArray("type");
    List.of(names).forEach(types::add);
    return schema;
  }

  private static ObjectNode pattern(String regex) {
    return type("string").put("pattern", regex);
  }
}
