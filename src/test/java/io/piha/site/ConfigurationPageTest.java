package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationPageTest {
  @TempDir Path folder;

  @Test
  void theExampleOnThePageIsTheOneThatIsTested() throws Exception {
    String page = Files.readString(Path.of("docs", "configuration.md"));
    int from = page.indexOf("```yaml\n") + "```yaml\n".length();
    String example =
        page.substring(from, page.indexOf("```", from))
            .replace(
                "/etc/piha-control/secrets.yaml", Configurations.secretsFile(folder).toString());
    assertThat(Configurations.site(example, folder))
        .isEqualTo(Configurations.site(Configurations.complete(folder), folder));
  }
}
