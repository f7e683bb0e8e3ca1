package io.piha.cli;

import io.piha.poe.Attached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The hardware addresses of those whom this machine has spoken with lately, by their IPv4 addresses
 * (Linux keeps them in {@code /proc/net/arp}). Nobody is asked for it.
 */
record NeighbourTable(Map<String, String> macs) {
  private static final Path KERNEL = Path.of("/proc/net/arp");
  private static final int MOST = 4096;
  private static final int COMPLETE = 2;

  /** What is known now; nothing where the system does not tell. */
  static NeighbourTable now() {
    try {
      return read(Files.exists(KERNEL) ? Files.readString(KERNEL) : "");
    } catch (IOException e) {
      return new NeighbourTable(Map.of());
    }
  }

  /** {@code IP address, HW type, Flags, HW address, Mask, Device}, below a line of headings. */
  static NeighbourTable read(String text) {
    Map<String, String> macs = new HashMap<>();
    text.lines()
        .limit(MOST)
        .map(line -> line.strip().split("\\s+"))
        .filter(row -> row.length >= 6 && row[2].matches("0x[0-9a-fA-F]{1,4}"))
        .filter(row -> (Integer.parseInt(row[2].substring(2), 16) & COMPLETE) != 0)
        .forEach(
            row -> {
              String mac = row[3].toLowerCase(Locale.ROOT);
              if (Attached.isMac(mac)) {
                macs.put(row[0], mac);
              }
            });
    return new NeighbourTable(Map.copyOf(macs));
  }

  Optional<String> of(String address) {
    return Optional.ofNullable(macs.get(address));
  }
}
