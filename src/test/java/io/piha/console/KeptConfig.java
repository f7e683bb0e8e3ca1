package io.piha.console;

import io.piha.console.kit.ConfigDesk;
import io.piha.console.kit.PortBoard;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A configuration in memory, read by the real loader. */
public final class KeptConfig implements ConfigDesk {

  private String text =
      """
      site: home
      mqtt: {url: "mqtt://127.0.0.1:1883"}
      requests: open
      services:
        home-assistant:
          hosts:
            haos:
              role: primary
              probes: {core: {url: "http://127.0.0.1:8123/api/"}}
            standby:
              role: standby
              probes: {api: {url: "http://127.0.0.1:8124/api/"}}
      witnesses: ["tcp://127.0.0.1:53"]
      """;

  @Override
  public String text() {
    return text;
  }

  @Override
  public boolean editable() {
    return true;
  }

  @Override
  public List<Setting> inForce() {
    return List.of(
        new Setting("site", "home", "piha.yaml:1"),
        new Setting("mqtt.url", "mqtt://127.0.0.1:1883", "piha.yaml:2"),
        new Setting("mqtt.password", "••••••", "piha.yaml:3"),
        new Setting("services.home-assistant.timing.heartbeat_timeout", "90s", ""),
        new Setting("services.home-assistant.recovery.fence", "hold_off", ""));
  }

  @Override
  public Verdict check(String changed) {
    Loaded loaded = SiteLoader.loadText("piha.yaml", changed, Path.of("."), Map.of());
    List<Finding> findings =
        switch (loaded) {
          case Loaded.Valid valid -> valid.warnings();
          case Loaded.Invalid invalid -> invalid.findings();
        };
    return new Verdict(
        loaded instanceof Loaded.Valid, findings.stream().map(Finding::toString).toList());
  }

  @Override
  public void tryConnections(Consumer<String> line) {
    line.accept("piha.yaml:2:8: ok: mqtt://127.0.0.1:1883 carries our message there and back");
    line.accept("piha.yaml:8:20: error: probe core of haos: refused");
  }

  @Override
  public List<PortBoard> ports() {
    return List.of(
        new PortBoard(
            "rack",
            "",
            List.of(
                port("1", "NAS", "", "on", false, "", List.of(), List.of()),
                port(
                    "5",
                    "",
                    "class 4",
                    "on",
                    true,
                    "4.6 W",
                    List.of("dc:a6:32:00:00:0b"),
                    List.of(
                        "haos's address dc:a6:32:00:00:0b is here, but it is powered by rack/8 in"
                            + " the configuration: its cable was moved, or the number is wrong")),
                new PortBoard.Port(
                    "8",
                    "haos",
                    "class 4",
                    "off",
                    false,
                    "0.0 W",
                    List.of(),
                    List.of("haos of home-assistant"),
                    List.of()),
                port(
                    "10",
                    "uplink",
                    "",
                    "on",
                    false,
                    "",
                    List.of("nas", "router", "78:45:58:00:00:01", "78:45:58:00:00:02", "printer"),
                    List.of()))),
        new PortBoard("shed", "reading the ports of shed: no answer within 2000 ms", List.of()));
  }

  private static PortBoard.Port port(
      String port,
      String label,
      String powerClass,
      String word,
      boolean delivers,
      String watts,
      List<String> seen,
      List<String> advice) {
    return new PortBoard.Port(
        port, label, powerClass, word, delivers, watts, seen, List.of(), advice);
  }

  @Override
  public void sendTests(Consumer<String> line) {
    line.accept("sent: json hooks.example.org");
    line.accept("failed: email ops@example.org: mail.example.org:465 cannot be reached");
  }

  @Override
  public void apply(String before, String after) throws IOException {
    if (!before.equals(text)) {
      throw new IOException("piha.yaml was changed by somebody else meanwhile");
    }
    text = after;
  }

  /** Somebody else writes the file. */
  public void change(String now) {
    text = now;
  }
}
