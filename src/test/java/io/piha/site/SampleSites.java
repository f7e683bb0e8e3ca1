package io.piha.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Configurations that write every key there is: the complete example, and those of {@code
 * samples.yaml}, each laid over a small site. They are trees, so that a test can change them.
 */
final class SampleSites {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Map<String, String> ENV = Map.of("PRINT", "0123456789abcdef".repeat(4));
  private static final String BASE =
      """
      site: home
      mqtt: {url: "mqtt://127.0.0.1:1883"}
      requests: open
      witnesses: ["tcp://192.168.1.1:53"]
      services:
        ha:
          hosts:
            a:
              role: primary
              probes: {api: {url: "http://a:8123/manifest.json"}}
            b:
              role: standby
              probes: {api: {url: "http://b:8123/manifest.json"}}
      """;

  private SampleSites() {}

  static List<ObjectNode> all(Path folder) {
    List<ObjectNode> samples = new ArrayList<>(List.of(tree(Configurations.complete(folder))));
    try (InputStream in = SampleSites.class.getResourceAsStream("samples.yaml")) {
      for (JsonNode each : YAML.readTree(Objects.requireNonNull(in))) {
        ObjectNode sample = tree(BASE);
        sample.setAll((ObjectNode) each);
        samples.add(sample);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }

  static ObjectNode tree(String yaml) {
    return (ObjectNode) YAML.readTree(yaml);
  }

  static JsonNode value(String yaml) {
    return YAML.readTree(yaml);
  }

  static Loaded load(ObjectNode tree, Path folder, Asked asked) {
    return SiteLoader.loadText("piha.yaml", tree.toString(), folder, ENV, asked);
  }

  /** What stands at a path such as {@code switches.rack.never[0]}; a missing node for nothing. */
  static JsonNode at(JsonNode tree, String path) {
    JsonNode node = tree;
    for (String step : KnownKeys.steps(path)) {
      node = step.startsWith("[") ? node.path(index(step)) : node.path(step);
    }
    return node;
  }

  static void put(ObjectNode tree, String path, JsonNode value) {
    String last = KnownKeys.steps(path).getLast();
    JsonNode around = around(tree, path, last);
    if (around instanceof ArrayNode list) {
      list.set(index(last), value);
    } else {
      ((ObjectNode) around).set(last, value);
    }
  }

  static void remove(ObjectNode tree, String path) {
    String last = KnownKeys.steps(path).getLast();
    ((ObjectNode) around(tree, path, last)).remove(last);
  }

  private static JsonNode around(ObjectNode tree, String path, String last) {
    return path.equals(last)
        ? tree
        : at(tree, path.substring(0, path.length() - last.length()).replaceFirst("\\.$", ""));
  }

  private static int index(String step) {
    return Integer.parseInt(step.substring(1, step.length() - 1));
  }
}
