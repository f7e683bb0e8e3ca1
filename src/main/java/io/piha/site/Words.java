package io.piha.site;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How outside text is put into a message. */
public final class Words {
  private static final int LONGEST = 60;

  private Words() {}

  /** On one line, without control characters, and not longer than a line. */
  static String plain(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }

  /** The same, in quotes. */
  public static String quote(String text) {
    return "'" + plain(text) + "'";
  }

  /** A sentence's "a, b or c". */
  public static String either(List<String> words) {
    int last = words.size() - 1;
    return last <= 0
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /** The one of some known words that was likely meant. */
  static Optional<String> closest(String word, Collection<String> known) {
    String bare = bare(word);
    int limit = Math.max(1, bare.length() / 3);
    return known.stream()
        .map(each -> Map.entry(each, distance(bare, bare(each), limit)))
        .filter(each -> each.getValue() <= limit)
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private static String bare(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Letters to add, drop, change or swap (optimal string alignment); above the limit, more. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit || a.length() > LONGEST) {
      return limit + 1;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
