package io.piha.monitor.checks;

import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.nio.file.Path;
import java.util.Map;

/** The smallest site with something added. */
final class CheckedSite {
  private CheckedSite() {}

  static Site of(Path folder, String more) {
    String text =
        """
        site: home
        data_dir: %1$s/data
        log_dir: %1$s/log
        requests: open
        witnesses: ["tcp://192.168.1.1:53"]
        services:
          ha:
            hosts:
              a: {role: primary, probes: {api: {url: "https://10.0.0.5/manifest.json"}}}
              b: {role: standby, probes: {api: {url: "http://10.0.0.6:8123/manifest.json"}}}
        """
                .formatted(folder)
            + more;
    String whole = more.contains("mqtt:") ? text : text + "mqtt: {url: \"mqtt://127.0.0.1:1\"}\n";
    return switch (SiteLoader.loadText("test", whole, folder, Map.of())) {
      case Loaded.Valid valid -> valid.site();
      case Loaded.Invalid invalid -> throw new IllegalArgumentException(invalid.findings() + "");
    };
  }
}
