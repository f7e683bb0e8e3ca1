package io.piha.drill;

import io.piha.site.Finding;
import io.piha.site.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The scenarios that are known: the built-in ones, and the user's own. */
public final class Scenarios {

  /** Where the user's own lie: a folder beside the configuration file. */
  public static final String FOLDER = "drills";

  private static final int MOST_FILES = 100;
  private static final long LONGEST_FILE = 64 * 1024;
  private static final String ENDING = ".yaml";

  private static final List<String> BUILT_IN =
      List.of(
          "leader-dies",
          "leader-hangs",
          "leader-comes-back",
          "heartbeats-missing",
          "flapping",
          "standby-unfit",
          "switch-refuses",
          "frozen-outage",
          "broker-outage",
          "network-cut",
          "control-crash",
          "failback",
          "power-reset");

  private final Map<String, Scenario> known;
  private final List<Finding> findings;

  private Scenarios(Map<String, Scenario> known, List<Finding> findings) {
    this.known = known;
    this.findings = List.copyOf(findings);
  }

  /** The built-in ones alone. */
  public static Scenarios builtIn() {
    Map<String, Scenario> known = new LinkedHashMap<>();
    for (String name : BUILT_IN) {
      YamlText.Read<Scenario> read = ScenarioReader.read(name, Scenario.BUILT_IN, resource(name));
      known.put(
          name,
          read.value().orElseThrow(() -> new IllegalStateException(name + ": " + read.findings())));
    }
    return new Scenarios(known, List.of());
  }

  /**
   * The built-in ones, and those in a folder. A file of the user's with the name of a built-in one
   * takes its place; one that cannot be read is a finding, and no scenario.
   */
  public static Scenarios with(Path folder) {
    Map<String, Scenario> known = new LinkedHashMap<>(builtIn().known);
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, Path> each : files(folder, findings).entrySet()) {
      own(each.getKey(), each.getValue(), findings)
          .ifPresent(scenario -> known.put(each.getKey(), scenario));
    }
    return new Scenarios(known, findings);
  }

  private static Map<String, Path> files(Path folder, List<Finding> findings) {
    Map<String, Path> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path each : all) {
        String file = String.valueOf(each.getFileName());
        String name = file.substring(0, file.length() - ENDING.length());
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
          findings.add(wrong(each, "cannot name a scenario", "use a-z, 0-9 and '-'"));
        } else if (files.size() >= MOST_FILES) {
          findings.add(wrong(each, "is one too many", "keep at most " + MOST_FILES));
        } else {
          files.put(name, each);
        }
      }
    } catch (IOException e) {
      findings.add(wrong(folder, "cannot be listed: " + e.getMessage(), "mend its rights"));
    }
    return files;
  }

  private static Optional<Scenario> own(String name, Path file, List<Finding> findings) {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        findings.add(wrong(file, "is larger than 64 KiB", "a scenario is a page of text"));
        return Optional.empty();
      }
      YamlText.Read<Scenario> read =
          ScenarioReader.read(name, file.toString(), Files.readString(file));
      findings.addAll(read.findings());
      return read.value();
    } catch (IOException e) {
      findings.add(wrong(file, "cannot be read: " + e.getMessage(), "mend it or remove it"));
      return Optional.empty();
    }
  }

  private static Finding wrong(Path file, String message, String remedy) {
    return new Finding(file.toString(), 0, 0, Finding.Severity.ERROR, "", message, remedy);
  }

  private static String resource(String name) {
    String path = "scenarios/" + name + ENDING;
    try (InputStream in = Scenarios.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them: the built-in ones first, from the gravest on. */
  public List<Scenario> all() {
    return List.copyOf(known.values());
  }

  /** The one of that name. */
  public Optional<Scenario> named(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /** What is wrong with the user's own. */
  public List<Finding> findings() {
    return findings;
  }
}
