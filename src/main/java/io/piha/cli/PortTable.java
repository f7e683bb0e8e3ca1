package io.piha.cli;

import io.piha.arbiter.PortReading;
import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.site.Host;
import io.piha.site.Service;
import io.piha.site.Site;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A switch's ports for {@code piha check}, so that hosts can be mapped to them: state, draw, who is
 * there by the switch's own account, and whose port it is by the configuration. Nothing is switched
 * to find that out.
 */
final class PortTable {

  /** Of an uplink's many addresses these are named. */
  private static final int NAMED = 3;

  private final PrintWriter out;

  PortTable(PrintWriter out) {
    this.out = out;
  }

  void print(Site site, String name, PoeSwitch poe) {
    List<PortRow> rows;
    try {
      rows = poe.ports();
    } catch (SwitchTrouble e) {
      out.println("  ports of " + name + " are not told: " + e.words());
      return;
    }
    if (rows.isEmpty()) {
      return;
    }
    List<Attached> attached = attached(poe);
    out.println("  ports of " + name + ":");
    for (PortRow row : rows) {
      List<String> notes = new ArrayList<>();
      hosts(site, name, row.port()).forEach(notes::add);
      there(row.port(), attached).ifPresent(notes::add);
      PortReading reading = row.reading();
      String watts =
          reading.watts().isPresent()
              ? String.format(Locale.ROOT, "%.1f W", reading.watts().getAsDouble())
              : "";
      out.println(
          String.format(
                  Locale.ROOT,
                  "    %-8s %-8s %-16s %8s  %s",
                  row.port(),
                  reading.word(),
                  delivery(reading),
                  watts,
                  String.join("; ", notes))
              .stripTrailing());
    }
    hint(site, name, attached);
  }

  private List<Attached> attached(PoeSwitch poe) {
    try {
      return poe.attached();
    } catch (SwitchTrouble e) {
      out.println("  who is on the ports is not told: " + e.words());
      return List.of();
    }
  }

  private static String delivery(PortReading reading) {
    return switch (reading.delivery()) {
      case DELIVERING -> "delivering";
      case NOT_DELIVERING -> "not delivering";
      case FAULT -> "fault";
      case UNKNOWN -> "not told";
    };
  }

  private static List<String> hosts(Site site, String device, String port) {
    List<String> mapped = new ArrayList<>();
    for (Service service : site.services().values()) {
      for (Host host : service.hosts().values()) {
        host.power()
            .filter(each -> each.switchName().equals(device) && each.port().equals(port))
            .ifPresent(_ -> mapped.add("powers " + host.name() + " of " + service.name()));
      }
    }
    return mapped;
  }

  private static Optional<String> there(String port, List<Attached> attached) {
    List<String> seen =
        attached.stream()
            .filter(each -> each.port().equals(port))
            .map(each -> each.name().isEmpty() ? each.mac() : each.name())
            .distinct()
            .toList();
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    int more = seen.size() - NAMED;
    String named = String.join(", ", seen.subList(0, Math.min(NAMED, seen.size())));
    return Optional.of("sees " + named + (more > 0 ? " and " + more + " more" : ""));
  }

  /** What would make a moved cable be noticed. */
  private void hint(Site site, String device, List<Attached> attached) {
    for (Service service : site.services().values()) {
      for (Host host : service.hosts().values()) {
        Optional<String> port =
            host.power().filter(each -> each.switchName().equals(device)).map(each -> each.port());
        List<String> macs =
            attached.stream()
                .filter(each -> Optional.of(each.port()).equals(port) && !each.mac().isEmpty())
                .map(Attached::mac)
                .distinct()
                .toList();
        if (host.mac().isEmpty() && macs.size() == 1) {
          out.println(
              "    one address is on the port of "
                  + host.name()
                  + "; with power.mac: \""
                  + Objects.requireNonNull(macs.getFirst())
                  + "\" a moved cable is noticed");
        }
      }
    }
  }
}
