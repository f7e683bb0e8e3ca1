package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.site.Loaded;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.nio.file.Path;
import java.util.Map;

/** Sites for tests, from the text of a configuration. */
final class Sites {
  private Sites() {}

  /** A text without secrets that is valid. */
  static Site valid(String text, Path folder) {
    Loaded loaded = SiteLoader.loadText("piha.yaml", text, folder, Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).site();
  }
}
