package io.piha.console.setup;

import io.piha.console.kit.PortBoard;
import io.piha.console.kit.SetupDesk;
import io.piha.setup.Found;
import io.piha.setup.Section;
import io.piha.site.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A network that says what it is told to say. */
public final class KeptDesk implements SetupDesk {
  private final List<Section> tried = new CopyOnWriteArrayList<>();
  private volatile boolean green = true;

  /** From now on the check fails. */
  public KeptDesk failing() {
    green = false;
    return this;
  }

  void mended() {
    green = true;
  }

  List<Section> tried() {
    return tried;
  }

  @Override
  public List<Found> look() {
    return List.of(
        new Found(Found.Kind.BROKER, "127.0.0.1", "mqtt://127.0.0.1:1883", ""),
        new Found(Found.Kind.HOME_ASSISTANT, "Home", "http://192.168.1.10:8123", "2026.11.2"),
        new Found(
            Found.Kind.HOME_ASSISTANT, "Home (standby)", "http://192.168.1.5:8123", "2026.11.2"));
  }

  @Override
  public Optional<String> observer(String core) {
    return core.contains("192.168.1.10")
        ? Optional.of("http://192.168.1.10:4357")
        : Optional.empty();
  }

  @Override
  public Optional<String> router() {
    return Optional.of("tcp://192.168.1.1:53");
  }

  @Override
  public Optional<String> containerEngine() {
    return Optional.of("unix:///var/run/docker.sock");
  }

  @Override
  public void tryPart(Site site, Section part, Consumer<Tried> line) {
    tried.add(part);
    switch (part) {
      case POWER -> {
        line.accept(new Tried(true, "switch rack answers"));
        line.accept(new Tried(true, "port rack/8 delivers power to haos"));
        line.accept(
            new Tried(
                false,
                "witness tcp://192.168.1.1:53: no answer within 2 s; choose one that answers while"
                    + " the network is well"));
      }
      case ALERTS -> line.accept(new Tried(true, "sent: ntfy ntfy.sh"));
      case CONTAINERS -> line.accept(new Tried(true, "container mariadb is healthy"));
      case BROKER, PRIMARY, STANDBY, ALL ->
          line.accept(new Tried(true, site.mqtt().url() + " carries our message there and back"));
    }
  }

  @Override
  public List<PortBoard> ports(Site site) {
    return List.of(
        new PortBoard(
            "rack",
            "",
            List.of(
                port("1", "uplink", "off", false, "", List.of()),
                port("7", "standby", "on", true, "3.9 W", List.of("standby")),
                port("8", "haos", "on", true, "4.3 W", List.of("haos")))));
  }

  private static PortBoard.Port port(
      String port, String label, String word, boolean delivers, String watts, List<String> seen) {
    return new PortBoard.Port(port, label, "", word, delivers, watts, seen, List.of(), List.of());
  }

  @Override
  public boolean check(Path file, Consumer<String> line) {
    line.accept("ok: mqtt://127.0.0.1:1883 carries our message there and back");
    line.accept("ok: switch rack answers");
    line.accept("ok: port rack/8 delivers power to haos");
    line.accept("ok: probe core of haos: Core runs");
    if (green) {
      line.accept(file + ": valid, and every connection works");
    } else {
      line.accept(
          file
              + ":34:17: error: services.home-assistant.hosts.standby.probes.core: probe core of"
              + " standby: connection refused; check url, kind and token");
      line.accept(file + ": valid; 1 check fails");
    }
    return green;
  }
}
