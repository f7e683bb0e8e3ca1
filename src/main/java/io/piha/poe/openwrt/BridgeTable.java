package io.piha.poe.openwrt;

import io.piha.poe.Attached;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code bridge fdb show} prints: {@code dc:a6:32:00:00:01 dev lan5 vlan 1 master br-lan}. */
final class BridgeTable {
  private static final int MOST_ROWS = 1024;
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final Pattern ROW =
      Pattern.compile("(?m)^((?:[0-9a-f]{2}:){5}[0-9a-f]{2}) dev ([0-9A-Za-z._-]{1,32})\\b(.*)$");

  private BridgeTable() {}

  /** Learned addresses; the switch's own ones and those of many are passed over. */
  static List<Attached> read(String told) {
    String text = told.length() > MOST_CHARACTERS ? told.substring(0, MOST_CHARACTERS) : told;
    Matcher rows = ROW.matcher(text);
    return rows.results()
        .filter(row -> !row.group(3).contains("permanent") && !isForMany(row.group(1)))
        .map(row -> new Attached(row.group(2), row.group(1), ""))
        .distinct()
        .limit(MOST_ROWS)
        .toList();
  }

  private static boolean isForMany(String mac) {
    return (Integer.parseInt(mac.substring(0, 2), 16) & 1) == 1;
  }
}
