package io.piha.world;

import io.piha.arbiter.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what came of a case against what must hold. */
final class CaseVerdict {

  private final List<String> wrong;
  private final List<String> transcript;

  CaseVerdict(List<String> wrong, List<String> transcript) {
    this.wrong = wrong;
    this.transcript = transcript;
  }

  void judge(CaseFile.Holds holds, CasePlay.Account is) {
    same("off commands", holds.cuts(), (int) is.cuts());
    same("promotions", holds.promotions(), count(is, Kind.PROMOTE_ORDERED));
    same("leader by the book", holds.leader(), is.leader());
    same("who acts", holds.acting(), is.acting());
    same("phase", holds.phase(), is.phase());
    same("messages", holds.told(), is.told());
    atMost("time that nobody acted", holds.nobody(), is.nobody());
    atMost("time that two acted", holds.together(), is.together());
    if (holds.toldAtMost() != null && is.told().size() > holds.toldAtMost()) {
      wrong.add(is.told().size() + " messages, at most " + holds.toldAtMost());
    }
    Map<String, Integer> records = holds.records();
    if (records != null) {
      records.forEach(
          (kind, n) -> same(kind, n, count(is, Kind.valueOf(kind.toUpperCase(Locale.ROOT)))));
    }
    said(holds.words(), holds.never());
  }

  private static int count(CasePlay.Account is, Kind kind) {
    return is.records().getOrDefault(kind, 0);
  }

  private void same(String what, @Nullable Object wanted, Object is) {
    if (wanted != null && !wanted.equals(is)) {
      wrong.add(what + ": " + is + ", not " + wanted);
    }
  }

  private void atMost(String what, @Nullable String most, long is) {
    if (most != null && is > CaseActs.ms(most)) {
      wrong.add(what + ": " + is / 1e3 + " s, at most " + most);
    }
  }

  /** Words in their order, each in a line after that of the one before. */
  private void said(@Nullable List<String> words, @Nullable List<String> never) {
    int at = 0;
    for (String each : words == null ? List.<String>of() : words) {
      while (at < transcript.size() && !transcript.get(at).contains(each)) {
        at++;
      }
      if (at == transcript.size()) {
        wrong.add("it is not said, or not in this order: " + each);
        return;
      }
      at++;
    }
    for (String each : never == null ? List.<String>of() : never) {
      transcript.stream()
          .filter(line -> line.contains(each))
          .findFirst()
          .ifPresent(line -> wrong.add("it is said: " + line));
    }
  }
}
