package io.piha.site;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Every key that the readers ask for, learnt by reading samples: as they are, with each key left
 * out in turn (is it missed?), and with nonsense at each value in turn (which words are offered?).
 *
 * <p>A key is known by its path, {@code *} standing for a name that people give and {@code [*]} for
 * the items of a list. Where one key of a map decides which others there are, its word follows the
 * map's path: {@code switches.*:snmp.address}.
 */
final class KnownKeys {
  /** For each map of which one key decides about the others, that key. */
  static final Map<String, String> DECIDING =
      Map.of("switches.*", "driver", "alerts[*]", "kind", "arbiter", "lease");

  /** Lists of maps in whose place a single map may stand. */
  private static final Set<String> LISTS_OF_ONE = Set.of("containers");

  private static final String NONSENSE = "?";

  private final Path folder;
  private final Map<String, Set<Asked.Form>> forms = new LinkedHashMap<>();
  private final Map<String, Integer> missed = new HashMap<>();
  private final Map<String, Set<String>> maps = new HashMap<>();
  private final Map<String, Set<String>> written = new HashMap<>();

  private KnownKeys(Path folder) {
    this.folder = folder;
  }

  static KnownKeys learn(Path folder, List<ObjectNode> samples) {
    KnownKeys keys = new KnownKeys(folder);
    for (int i = 0; i < samples.size(); i++) {
      keys.learn(samples.get(i), i + "/");
    }
    DECIDING.keySet().forEach(keys::gather);
    return keys;
  }

  /** All paths, in the order in which they are asked for. */
  Set<String> paths() {
    return forms.keySet();
  }

  /** What stands at a path is taken for. */
  Set<Asked.Form> forms(String path) {
    return forms.getOrDefault(path, Set.of());
  }

  /** The paths of a map's keys. */
  List<String> keysOf(String map) {
    return forms.keySet().stream().filter(each -> isKey(each) && map(each).equals(map)).toList();
  }

  /** The path of the map that stands at a path, which differs where one may stand for a list. */
  static String mapAt(String path) {
    return LISTS_OF_ONE.contains(path) ? path + "[*]" : path;
  }

  /** The words of the key that decides about the others of a map; none for other maps. */
  List<String> cases(String map) {
    return maps.keySet().stream()
        .filter(each -> each.startsWith(map + ":") && !each.substring(map.length()).contains("."))
        .map(each -> each.substring(map.length() + 1))
        .sorted()
        .toList();
  }

  /** Whether it must be there in every sample's map. */
  boolean isRequired(String path) {
    return isMissed(path)
        && missed.getOrDefault(path, 0) == maps.getOrDefault(map(path), Set.of()).size();
  }

  /** Whether it must be there in some. */
  boolean isMissed(String path) {
    return missed.getOrDefault(path, 0) > 0;
  }

  /** What the samples write there, where that is a single value. */
  Set<String> written(String path) {
    return written.getOrDefault(path, Set.of());
  }

  /** Whether a path is that of a key, not of a list's item or a named entry. */
  static boolean isKey(String path) {
    return !path.endsWith("*") && !path.endsWith("]");
  }

  /** The map that a key stands in. */
  static String map(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  /** The bare name of a key. */
  static String name(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Each place that a file writes, with the path it is known by. */
  Map<String, String> places(ObjectNode tree) {
    Listener listener = new Listener(tree);
    SampleSites.load(tree, folder, listener);
    Map<String, String> places = new LinkedHashMap<>();
    everyValue(
        tree,
        "",
        each -> {
          String path = listener.known(each);
          String anyCase = path.replaceAll(":[^.]+", "");
          places.put(each, forms.containsKey(anyCase) ? anyCase : path);
        });
    return places;
  }

  private void learn(ObjectNode sample, String id) {
    Listener heard = new Listener(sample);
    if (SampleSites.load(sample, folder, heard) instanceof Loaded.Invalid wrong) {
      throw new AssertionError(sample + " is no valid sample: " + wrong.findings());
    }
    everyValue(
        sample,
        "",
        place -> {
          JsonNode value = SampleSites.at(sample, place);
          if (value.isValueNode() && !value.isNull()) {
            written.computeIfAbsent(heard.known(place), _ -> new TreeSet<>()).add(value.asString());
            heard.add(place, choice(sample, place));
          }
          if (isKey(heard.known(place)) && isMissing(sample, place)) {
            missed.merge(heard.known(place), 1, Integer::sum);
          }
        });
    heard.forms.forEach(
        (place, found) -> {
          String path = heard.known(place);
          if (isKey(path)) {
            maps.computeIfAbsent(map(path), _ -> new HashSet<>())
                .add(id + place.substring(0, Math.max(0, place.lastIndexOf('.'))));
          }
          merge(forms.computeIfAbsent(path, _ -> new LinkedHashSet<>()), narrowed(found));
        });
  }

  private Set<Asked.Form> choice(ObjectNode sample, String place) {
    ObjectNode changed = sample.deepCopy();
    SampleSites.put(changed, place, StringNode.valueOf(NONSENSE));
    Set<Asked.Form> choices = new LinkedHashSet<>();
    SampleSites.load(
        changed,
        folder,
        (path, form) -> {
          if (path.equals(place) && form instanceof Asked.Choice) {
            choices.add(form);
          }
        });
    return choices;
  }

  private boolean isMissing(ObjectNode sample, String place) {
    ObjectNode changed = sample.deepCopy();
    SampleSites.remove(changed, place);
    return SampleSites.load(changed, folder, Asked.NOBODY) instanceof Loaded.Invalid wrong
        && wrong.findings().stream()
            .anyMatch(
                each ->
                    each.severity() == Finding.Severity.ERROR
                        && each.path().equals(place)
                        && !each.message().contains("not known here"));
  }

  /** Readers take a text first and then look closer; what they saw last is what counts. */
  private static Set<Asked.Form> narrowed(Set<Asked.Form> found) {
    Set<Asked.Form> forms = new LinkedHashSet<>(found);
    forms.remove(Asked.Plain.KEY);
    boolean closer =
        forms.contains(Asked.Plain.PATH)
            || forms.stream()
                .anyMatch(each -> each instanceof Asked.Choice || each instanceof Asked.Url);
    if (closer) {
      forms.removeAll(List.of(Asked.Plain.TEXT, Asked.Plain.SECRET_TEXT));
    }
    if (forms.contains(Asked.Plain.DURATION)) {
      forms.remove(Asked.Plain.DURATION_OR_ZERO);
    }
    if (forms.contains(Asked.Plain.NAMED) || forms.contains(Asked.Plain.FREE)) {
      forms.remove(Asked.Plain.MAP);
    }
    return forms;
  }

  private static void merge(Set<Asked.Form> all, Set<Asked.Form> more) {
    Set<String> schemes = new TreeSet<>();
    all.addAll(more);
    all.forEach(
        each -> {
          if (each instanceof Asked.Url url) {
            schemes.addAll(url.schemes());
          }
        });
    if (!schemes.isEmpty()) {
      all.removeIf(each -> each instanceof Asked.Url);
      all.add(new Asked.Url(List.copyOf(schemes)));
    }
  }

  /** Moves the keys that are the same in every case to the map itself. */
  private void gather(String map) {
    List<String> cases = cases(map);
    String first = map + ":" + cases.getFirst();
    for (String key : keysOf(first)) {
      String name = name(key);
      boolean same =
          cases.stream()
              .map(each -> map + ":" + each + "." + name)
              .allMatch(
                  each -> forms(each).equals(forms(key)) && isRequired(each) == isRequired(key));
      if (same) {
        List.copyOf(forms.keySet()).stream()
            .filter(each -> each.equals(key) || each.startsWith(key + "["))
            .forEach(each -> move(map, cases, each.substring(first.length())));
      }
    }
  }

  private void move(String map, List<String> cases, String rest) {
    for (String each : cases) {
      String from = map + ":" + each + rest;
      forms.computeIfAbsent(map + rest, _ -> new LinkedHashSet<>()).addAll(forms(from));
      missed.merge(map + rest, missed.getOrDefault(from, 0), Integer::sum);
      written.computeIfAbsent(map + rest, _ -> new TreeSet<>()).addAll(written(from));
      maps.computeIfAbsent(map, _ -> new HashSet<>())
          .addAll(maps.getOrDefault(map + ":" + each, Set.of()));
      forms.remove(from);
    }
  }

  private static void everyValue(JsonNode node, String at, Consumer<String> visitor) {
    if (!at.isEmpty()) {
      visitor.accept(at);
    }
    if (node instanceof ObjectNode map) {
      map.properties()
          .forEach(
              each ->
                  everyValue(
                      each.getValue(),
                      at.isEmpty() ? each.getKey() : at + "." + each.getKey(),
                      visitor));
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        everyValue(list.get(i), at + "[" + i + "]", visitor);
      }
    }
  }

  /** Hears what one sample is asked for. */
  private static final class Listener implements Asked {
    private final ObjectNode sample;
    private final Map<String, Set<Form>> forms = new LinkedHashMap<>();

    Listener(ObjectNode sample) {
      this.sample = sample;
    }

    @Override
    public void as(String path, Form form) {
      add(path, Set.of(form));
    }

    void add(String path, Set<Form> more) {
      forms.computeIfAbsent(path, _ -> new LinkedHashSet<>()).addAll(more);
    }

    /** The path that a place of this sample is known by. */
    String known(String place) {
      StringBuilder known = new StringBuilder();
      StringBuilder before = new StringBuilder();
      for (String step : steps(place)) {
        String decides = DECIDING.get(known.toString());
        if (decides != null) {
          String word = SampleSites.at(sample, before + "." + decides).asString();
          known.append(':').append(word);
        }
        Set<Form> around = forms.getOrDefault(before.toString(), Set.of());
        boolean named = around.contains(Plain.NAMED) || around.contains(Plain.FREE);
        boolean item = step.startsWith("[");
        known.append(!item && LISTS_OF_ONE.contains(known.toString()) ? "[*]" : "");
        String dot = item || known.isEmpty() ? "" : ".";
        known.append(dot).append(item ? "[*]" : named ? "*" : step);
        before.append(dot).append(step);
      }
      return known.toString();
    }
  }

  /** The names and the numbers in brackets that a path is made of. */
  static List<String> steps(String path) {
    return List.of(path.split("\\.|(?=\\[)"));
  }
}
