package io.piha.site;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is found while a configuration is read, and where everything stands. */
final class Report {
  private final Set<Finding> findings = new LinkedHashSet<>();
  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final Asked asked;

  Report() {
    this(Asked.NOBODY);
  }

  /** Also tells somebody what is asked for. */
  Report(Asked asked) {
    this.asked = asked;
  }

  /** Something is asked for at a path. */
  void asked(String path, Asked.Form form) {
    asked.as(path, form);
  }

  /** A mistake; nothing starts with it. */
  void error(Origin at, String path, String message, String remedy) {
    add(at, Finding.Severity.ERROR, path, message, remedy);
  }

  /** A doubt. */
  void warning(Origin at, String path, String message, String remedy) {
    add(at, Finding.Severity.WARNING, path, message, remedy);
  }

  private void add(
      Origin at, Finding.Severity severity, String path, String message, String remedy) {
    findings.add(new Finding(at.file(), at.line(), at.column(), severity, path, message, remedy));
  }

  /** Remembers where a path of the file stands. */
  void origin(String path, Origin at) {
    origins.putIfAbsent(path, at);
  }

  /** Where a path stands; where it is not written, the nearest part around it. */
  Origin origin(String path) {
    String rest = path;
    while (true) {
      Origin at = origins.get(rest);
      int end = Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['));
      if (at != null || end < 0) {
        return at != null ? at : origins.getOrDefault("", new Origin("", 0, 0));
      }
      rest = rest.substring(0, end);
    }
  }

  /** Whether the file itself says something there. */
  boolean isWritten(String path) {
    return origins.containsKey(path);
  }

  /** Whether a mistake was found there or below, so that it makes no sense to judge it further. */
  boolean isBroken(String path) {
    for (Finding each : findings) {
      if (each.severity() == Finding.Severity.ERROR
          && (each.path().equals(path)
              || each.path().startsWith(path + ".")
              || each.path().startsWith(path + "["))) {
        return true;
      }
    }
    return false;
  }

  boolean hasErrors() {
    return findings.stream().anyMatch(each -> each.severity() == Finding.Severity.ERROR);
  }

  /** In the order of the files. */
  List<Finding> findings() {
    List<String> files = findings.stream().map(Finding::file).distinct().toList();
    return findings.stream()
        .sorted(
            Comparator.comparingInt((Finding each) -> files.indexOf(each.file()))
                .thenComparingInt(Finding::line)
                .thenComparingInt(Finding::column))
        .toList();
  }

  Map<String, Origin> origins() {
    return origins;
  }
}
