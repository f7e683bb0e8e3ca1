package io.piha.cli;

import io.piha.console.kit.PortBoard;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.drivers.Drivers;
import io.piha.site.Host;
import io.piha.site.PowerPort;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.site.SwitchConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The ports of a site's switches, so that hosts can be mapped to them: state, draw, class, who is
 * there by the switch's own account, whose port it is by the configuration, and which lines would
 * say so. Nothing is switched to find that out.
 */
final class PortLook {
  /** More addresses than these are an uplink's, and nobody's own. */
  private static final int UPLINK = 3;

  private final Site site;
  private final NeighbourTable neighbours;

  PortLook(Site site, NeighbourTable neighbours) {
    this.site = site;
    this.neighbours = neighbours;
  }

  /** Asks every switch of the site. */
  static List<PortBoard> all(Site site) {
    List<PortBoard> boards = new ArrayList<>();
    PortLook look = new PortLook(site, NeighbourTable.now());
    try (NameLookup names = new NameLookup()) {
      Drivers drivers = new Drivers(names, new EngineClock());
      for (SwitchConfig each : site.switches().values()) {
        try (PoeSwitch open = drivers.open(each)) {
          boards.add(look.board(open));
        }
      }
    }
    return boards;
  }

  PortBoard board(PoeSwitch poe) {
    List<PortRow> rows;
    try {
      rows = poe.ports();
    } catch (SwitchTrouble e) {
      return new PortBoard(poe.name(), e.words(), List.of());
    }
    List<Attached> attached = List.of();
    String trouble = "";
    try {
      attached = poe.attached();
    } catch (SwitchTrouble e) {
      trouble = "who is on the ports is not told: " + e.words();
    }
    List<PortBoard.Port> ports = new ArrayList<>();
    for (PortRow row : rows) {
      ports.add(port(poe.name(), row, attached));
    }
    return new PortBoard(poe.name(), trouble, ports);
  }

  private PortBoard.Port port(String device, PortRow row, List<Attached> attached) {
    List<Attached> here = attached.stream().filter(each -> each.port().equals(row.port())).toList();
    var reading = row.reading();
    return new PortBoard.Port(
        row.port(),
        row.label(),
        row.powerClass(),
        reading.word(),
        reading.isDelivering(),
        reading.watts().isPresent()
            ? String.format(Locale.ROOT, "%.1f W", reading.watts().getAsDouble())
            : "",
        here.stream()
            .map(each -> each.name().isEmpty() ? each.mac() : each.name())
            .distinct()
            .toList(),
        mapped(device, row.port()),
        advice(device, row.port(), here, attached));
  }

  private List<String> mapped(String device, String port) {
    List<String> mapped = new ArrayList<>();
    for (Service service : site.services().values()) {
      for (Host host : service.hosts().values()) {
        host.power()
            .filter(each -> each.switchName().equals(device) && each.port().equals(port))
            .ifPresent(_ -> mapped.add(host.name() + " of " + service.name()));
      }
    }
    return mapped;
  }

  /** What would map a host here, or would make a moved cable be noticed. */
  private List<String> advice(
      String device, String port, List<Attached> here, List<Attached> everywhere) {
    List<String> macs =
        here.stream().map(Attached::mac).filter(mac -> !mac.isEmpty()).distinct().toList();
    List<String> advice = new ArrayList<>();
    if (macs.size() > UPLINK) {
      return advice;
    }
    for (Service service : site.services().values()) {
      for (Host host : service.hosts().values()) {
        Optional<PowerPort> power = host.power();
        boolean its =
            power
                .filter(each -> each.switchName().equals(device) && each.port().equals(port))
                .isPresent();
        Optional<String> known = host.mac().or(() -> spoken(host));
        if (its && host.mac().isEmpty() && macs.size() == 1) {
          advice.add(
              "one address is on the port of "
                  + host.name()
                  + "; with power.mac: \""
                  + Objects.requireNonNull(macs.getFirst())
                  + "\" a moved cable is noticed");
        } else if (!its && known.filter(macs::contains).isPresent()) {
          advice.add(elsewhere(device, port, host, known.get(), everywhere));
        } else if (power.isEmpty() && named(here, host)) {
          advice.add(
              "somebody called "
                  + host.name()
                  + " is here; if that is the host, write power: {switch: "
                  + device
                  + ", port: "
                  + port
                  + "}");
        }
      }
    }
    return advice;
  }

  private static String elsewhere(
      String device, String port, Host host, String mac, List<Attached> everywhere) {
    if (host.power().isEmpty()) {
      return host.name()
          + " is here; write power: {switch: "
          + device
          + ", port: "
          + port
          + ", mac: \""
          + mac
          + "\"}";
    }
    PowerPort power = host.power().get();
    boolean alsoThere =
        power.switchName().equals(device)
            && everywhere.stream()
                .anyMatch(each -> each.port().equals(power.port()) && each.mac().equals(mac));
    return host.name()
        + "'s address "
        + mac
        + " is here, but it is powered by "
        + power
        + " in the configuration"
        + (alsoThere ? ", where it is seen too" : ": its cable was moved, or the number is wrong");
  }

  private static boolean named(List<Attached> here, Host host) {
    return here.stream().anyMatch(each -> each.name().equalsIgnoreCase(host.name()));
  }

  /** By the address at which it is probed, where this machine has just spoken with it. */
  private Optional<String> spoken(Host host) {
    return host.probes().values().stream()
        .flatMap(probe -> address(probe.url().reveal()).stream())
        .flatMap(address -> neighbours.of(address).stream())
        .findFirst();
  }

  private static Optional<String> address(String url) {
    try {
      return Optional.ofNullable(
          URI.create(url.replaceAll("^([a-z]+://[^/?#]*).*$", "$1")).getHost());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
