package io.piha.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The figures of a run: each is told when it is measured, and all of them stand in one table in the
 * end, beside those of the baseline. What differs by the machine differs in the yardstick's rows
 * too.
 */
public class Sheet {

  private record Figure(String benchmark, String what, double value, String unit) {
    private String key() {
      return benchmark + "\t" + what + "\t" + unit;
    }
  }

  private final PrintStream out;
  private final Map<String, Double> baseline;
  private final List<Figure> figures = new ArrayList<>();
  private String benchmark = "";

  private Sheet(PrintStream out, Map<String, Double> baseline) {
    this.out = out;
    this.baseline = baseline;
  }

  /**
   * An empty one.
   *
   * @param baseline a file that {@link #keep} wrote; need not be there
   */
  static Sheet beside(Path baseline, PrintStream out) throws IOException {
    return new Sheet(out, read(baseline));
  }

  private static Map<String, Double> read(Path baseline) throws IOException {
    Map<String, Double> found = new TreeMap<>();
    if (Files.exists(baseline)) {
      for (String line : Files.readAllLines(baseline)) {
        int last = line.lastIndexOf('\t');
        found.put(line.substring(0, last), Double.parseDouble(line.substring(last + 1)));
      }
    }
    return found;
  }

  /** What follows is of that benchmark. */
  void of(String name) {
    benchmark = name;
    out.printf("%n%s%n", name);
  }

  /** One that another process reads: each figure is a line of what, value and unit. */
  static Sheet told(PrintStream out) {
    return new Sheet(out, Map.of()) {
      @Override
      public void figure(String what, double value, String unit) {
        out.println(what + "\t" + value + "\t" + unit);
      }

      @Override
      public void say(String line) {
        out.println(line);
      }
    };
  }

  /** Says what is no figure. */
  public void say(String line) {
    out.println("  " + line);
    out.flush();
  }

  /**
   * A figure.
   *
   * @param what unique within the benchmark
   */
  public void figure(String what, double value, String unit) {
    figures.add(new Figure(benchmark, what, value, unit));
    say(String.format(Locale.ROOT, "%-58s %s %s", what, plain(value), unit));
  }

  /** Median and 99th percentile of durations. */
  void figures(String what, Times times) {
    figure(what + ", median", times.at(0.5), "ms");
    figure(what + ", p99", times.at(0.99), "ms");
  }

  /** All figures, with those of the baseline and the ratio to them. */
  void table() {
    out.printf(
        Locale.ROOT,
        "%n%-16s %-62s %12s %12s %7s%n",
        "benchmark",
        "figure",
        "now",
        "baseline",
        "ratio");
    for (Figure each : figures) {
      Double before = baseline.get(each.key());
      out.printf(
          Locale.ROOT,
          "%-16s %-62s %12s %12s %7s%n",
          each.benchmark(),
          each.what() + ", " + each.unit(),
          plain(each.value()),
          before == null ? "-" : plain(before),
          before == null || before == 0
              ? "-"
              : String.format(Locale.ROOT, "%.2f", each.value() / before));
    }
  }

  /** Writes the figures into the baseline; those of benchmarks that did not run stay. */
  void keep(Path file) throws IOException {
    Predicate<String> ran =
        line -> figures.stream().anyMatch(each -> line.startsWith(each.benchmark() + "\t"));
    Map<String, Double> all = new TreeMap<>(baseline);
    all.keySet().removeIf(ran);
    figures.forEach(each -> all.put(each.key(), each.value()));
    List<String> lines =
        all.entrySet().stream()
            .map(each -> each.getKey() + "\t" + plain(each.getValue()).strip())
            .toList();
    Files.write(file, lines);
  }

  private static String plain(double value) {
    int digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
    return String.format(Locale.ROOT, "%10." + digits + "f", value);
  }
}
