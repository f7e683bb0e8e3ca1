package io.piha.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The benchmarks of {@code src/bench/jmh}, by JMH and in processes of its own: decision, commit,
 * history and payloads, each by itself.
 */
final class Micro implements Benchmark {

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    Path results =
        Files.createTempFile(Files.createDirectories(Path.of("target")), "jmh-", ".json");
    try {
      int exit = jmh(results).start().waitFor();
      if (exit != 0) {
        throw new IOException("JMH ended with " + exit);
      }
      for (JsonNode each : new ObjectMapper().readTree(results.toFile())) {
        tell(sheet, each);
      }
    } finally {
      Files.delete(results);
    }
  }

  /** Two processes each, so that one unlucky compilation does not make the figure. */
  private static ProcessBuilder jmh(Path results) throws ClassNotFoundException {
    return PlantProcess.java(
            List.of("--sun-misc-unsafe-memory-access=allow"),
            Class.forName("org.openjdk.jmh.Main"),
            List.of(
                "io.piha.bench.Micro.*",
                "-f",
                "2",
                "-wi",
                "5",
                "-w",
                "1s",
                "-i",
                "5",
                "-r",
                "1s",
                "-foe",
                "true",
                "-prof",
                "gc",
                "-rf",
                "json",
                "-rff",
                results.toString()))
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "jmh.txt").toFile());
  }

  private static void tell(Sheet sheet, JsonNode result) {
    String name = result.path("benchmark").asString("").replaceFirst(".*\\.Micro", "");
    String what = name.replaceAll("[.]|(?=[A-Z])", " ").strip().toLowerCase(Locale.ROOT);
    JsonNode metric = result.path("primaryMetric");
    String unit =
        metric.path("scoreUnit").asString("").replaceFirst("us/op", "µs").replace("/op", "");
    sheet.figure(what, metric.path("score").asDouble(), unit);
    sheet.figure(what + ", its spread", error(metric), unit);
    double bytes =
        result.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score").asDouble();
    sheet.figure(what + ", allocated", bytes, "bytes");
  }

  /** Half of the 99.9 % interval; JMH writes it as text where it is no number. */
  private static double error(JsonNode metric) {
    JsonNode error = metric.path("scoreError");
    return error.isNumber() ? error.asDouble() : 0;
  }
}
