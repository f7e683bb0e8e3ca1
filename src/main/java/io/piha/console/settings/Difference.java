package io.piha.console.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * What differs between two texts, line by line: the longest common lines stay, the rest is told.
 */
final class Difference {

  /** Beyond this many changed lines the middle is told as a whole, for it would take too long. */
  private static final int MOST = 2_000;

  /** A line that goes or comes; {@code number} is its place in the text it belongs to, from 1. */
  record Line(boolean comes, int number, String text) {}

  private Difference() {}

  static List<Line> of(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> fresh = after.lines().toList();
    int head = 0;
    while (head < old.size() && head < fresh.size() && old.get(head).equals(fresh.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < old.size() - head
        && tail < fresh.size() - head
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    return middle(
        old.subList(head, old.size() - tail), fresh.subList(head, fresh.size() - tail), head);
  }

  private static List<Line> middle(List<String> old, List<String> fresh, int head) {
    var lines = new ArrayList<Line>();
    boolean many = old.size() > MOST || fresh.size() > MOST;
    int[][] common = many ? new int[1][1] : common(old, fresh);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < fresh.size()) {
      boolean both = i < old.size() && j < fresh.size();
      if (both && !many && old.get(i).equals(fresh.get(j))) {
        i++;
        j++;
      } else if (i < old.size()
          && (j >= fresh.size() || many || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(false, head + i + 1, old.get(i++)));
      } else {
        lines.add(new Line(true, head + j + 1, fresh.get(j++)));
      }
    }
    return List.copyOf(lines);
  }

  /** How many lines the ends from each place on have in common. */
  private static int[][] common(List<String> old, List<String> fresh) {
    int[][] common = new int[old.size() + 1][fresh.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = fresh.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(fresh.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
