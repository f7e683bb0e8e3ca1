package io.piha.console;

import io.piha.console.kit.ConfigDesk;
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
