package io.piha.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped Home Assistant packages pass the judge of what may be mirrored. */
class InstallerPackagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"piha_primary.yaml", "piha_standby.yaml"})
  void aPackageIsYaml(String name) throws IOException {
    byte[] text =
        Files.readAllBytes(Path.of("installer", "home-assistant", "packages").resolve(name));
    assertThat(YamlCheck.trouble(text)).isEmpty();
  }
}
