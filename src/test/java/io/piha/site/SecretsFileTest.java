package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.poe.snmp.SnmpAccess;
import io.piha.poe.snmp.SnmpConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsFileTest {
  @TempDir Path folder;

  private final String text =
      "secrets_file: secrets.yaml\n"
          + Configurations.SMALLEST.replace("public", "\"${secret:poe}\"");

  @Test
  void aSecretIsFilledInAnywhereInAText() {
    Configurations.secretsFile(folder, "poe: Qz7community\nhost: nas\n");
    Site site = Configurations.site(text.replace("http://a:", "http://a.${secret:host}:"), folder);
    assertThat(site.switches().get("rack"))
        .extracting(each -> ((SnmpConfig) each).access())
        .isEqualTo(new SnmpAccess.Community(new Secret("Qz7community")));
    SecretText url =
        site.service("ha")
            .flatMap(each -> each.host("a"))
            .flatMap(each -> each.probe("api"))
            .orElseThrow()
            .url();
    assertThat(url.reveal()).isEqualTo("http://a.nas:8123/manifest.json");
    assertThat(url).hasToString("http://a.${secret:host}:8123/manifest.json");
  }

  @Test
  void aSecretsFileThatOthersMayReadIsRefusedOnce() throws Exception {
    Path file = Configurations.secretsFile(folder, "poe: Qz7community\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    List<Finding> findings = Configurations.findings(text, folder);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst())
        .asString()
        .startsWith("piha.yaml:1:15: error: secrets_file: others than its owner may use")
        .endsWith("(rw-r-----); run: chmod 600 " + file);
  }

  @Test
  void aSecretsFileThatIsNotThereMattersOnlyWhenASecretIsUsed() {
    assertThat(Configurations.findings(text, folder))
        .extracting(Finding::message)
        .containsExactly("the secret 'poe' is missing");
    assertThat(Configurations.findings("secrets_file: x.yaml\n" + Configurations.SMALLEST, folder))
        .isEmpty();
  }

  @Test
  void aMistakeInTheSecretsFileIsFoundThereWithoutItsText() {
    Path file = Configurations.secretsFile(folder, "poe: \"Qz7community\n");
    Finding finding = Configurations.findings(text, folder).getFirst();
    assertThat(finding.file()).isEqualTo(file.toString());
    assertThat(finding.line()).isPositive();
    assertThat(finding.toString()).doesNotContain("Qz7");
    Configurations.secretsFile(folder, "poe: {Qz7: Qz7}\n");
    finding = Configurations.findings(text, folder).getFirst();
    assertThat(finding.toString())
        .startsWith(file + ":1:1: error: a secret is a map")
        .doesNotContain("Qz7");
  }

  @Test
  void aSecretIsNeverPrinted() {
    assertThat(new Secret("Qz7")).hasToString("<secret>").isEqualTo(new Secret("Qz7"));
    assertThat(SecretText.of("http://u:Qz7@h/")).hasToString("http://u:***@h/");
  }
}
