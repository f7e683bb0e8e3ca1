package io.piha.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.nio.file.Path;
import java.util.Map;

/** Sites for tests, from the text of a configuration. */
public final class Sites {
  /** The smallest house: one service, two hosts, nobody there. */
  public static final String SMALLEST =
      """
      site: home
      mqtt: {url: "mqtt://127.0.0.1:1"}
      requests: open
      witnesses: ["tcp://127.0.0.1:1"]
      services:
        ha:
          hosts:
            a: {role: primary, probes: {api: {url: "http://127.0.0.1:1/api"}}}
            b: {role: standby, probes: {api: {url: "http://127.0.0.1:1/api"}}}
      """;

  private Sites() {}

  /** A text without secrets that is valid. */
  public static Site valid(String text, Path folder) {
    Loaded loaded = SiteLoader.loadText("piha.yaml", text, folder, Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).site();
  }
}
