package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that an installation begins with must itself be free of mistakes. */
class InstallerSampleTest {

  @Test
  void sampleConfigurationIsValidWithoutAWarning(@TempDir Path folder) throws IOException {
    Path sample = Path.of("installer", "sample");
    Path file = Files.copy(sample.resolve("piha.yaml"), folder.resolve("piha.yaml"));
    Path secrets = Files.copy(sample.resolve("secrets.yaml"), folder.resolve("secrets.yaml"));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));

    Loaded loaded = SiteLoader.load(file, Map.of());

    assertThat(loaded)
        .isInstanceOfSatisfying(
            Loaded.Valid.class, valid -> assertThat(valid.warnings()).isEmpty());
  }
}
