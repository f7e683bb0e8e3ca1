package io.piha.leadership;

import io.piha.arbiter.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which refusals are told one by one. After {@value #EACH} in a minute the rest of it is counted,
 * by reason, and told as one: a flood must fill neither the audit log nor the disk.
 */
final class RefusalBook {
  /** So many in a minute are told one by one. */
  static final int EACH = 30;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int REASONS = 8;
  private static final String OTHERS = "other reasons";

  private Instant since = Instant.MIN;
  private int told;
  private final Map<String, Map<String, Integer>> counted = new LinkedHashMap<>();

  /** Whether this one is told by itself; else it is counted. */
  synchronized boolean tells(String service, String why, Instant now) {
    if (!now.isBefore(since.plus(WINDOW)) && counted.isEmpty()) {
      since = now;
      told = 0;
    }
    if (told < EACH) {
      told++;
      return true;
    }
    Map<String, Integer> reasons = counted.computeIfAbsent(service, _ -> new LinkedHashMap<>());
    String reason = reasons.containsKey(why) || reasons.size() < REASONS ? why : OTHERS;
    reasons.merge(reason, 1, Integer::sum);
    return false;
  }

  /** What was counted, once its minute is over; one for each service. */
  synchronized List<Signal.RequestRefused> due(Instant now) {
    return counted.isEmpty() || now.isBefore(since.plus(WINDOW)) ? List.of() : all();
  }

  /** What was counted so far. */
  synchronized List<Signal.RequestRefused> all() {
    List<Signal.RequestRefused> sums = new ArrayList<>();
    counted.forEach(
        (service, reasons) ->
            sums.add(
                new Signal.RequestRefused(service, "many", CommandReader.UNNAMED, sum(reasons))));
    counted.clear();
    since = Instant.MIN;
    return sums;
  }

  private static String sum(Map<String, Integer> reasons) {
    int many = reasons.values().stream().mapToInt(Integer::intValue).sum();
    return many
        + " more within a minute: "
        + reasons.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
            .map(each -> each.getValue() + " × " + each.getKey())
            .collect(Collectors.joining("; "));
  }
}
