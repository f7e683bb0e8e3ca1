package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OperatorAddTest {
  @TempDir Path folder;

  private record Said(int exit, String text) {}

  private Path config(String operators) throws Exception {
    Path file = folder.resolve("piha.yaml");
    Files.writeString(
        file,
        """
        site: home
        data_dir: %1$s/data
        log_dir: %1$s/log
        secrets_file: %1$s/secrets.yaml
        mqtt: {url: "mqtt://127.0.0.1:1"}
        %2$s
        services:
          home-assistant:
            hosts:
              haos: {role: primary, probes: {api: {url: "http://127.0.0.1:1/"}}}
              standby: {role: standby, probes: {api: {url: "http://127.0.0.1:1/"}}}
        witnesses: ["tcp://127.0.0.1:2"]
        """
            .formatted(folder, operators));
    return file;
  }

  private static Said run(Path config, String... more) {
    CommandLine line = Main.line();
    StringWriter text = new StringWriter();
    line.setOut(new PrintWriter(text));
    line.setErr(new PrintWriter(text));
    String[] all = new String[more.length + 2];
    all[0] = "--config";
    all[1] = config.toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return new Said(line.execute(all), text.toString());
  }

  @Test
  void aKeyIsMadeKeptAndShownOnce() throws Exception {
    Path file = config("requests: signed");
    Path secrets = folder.resolve("secrets.yaml");
    Files.writeString(secrets, "other: x");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    Said said = run(file, "operator", "add", "alice");
    assertThat(said.exit()).as(said.text()).isZero();
    String kept = Files.readString(secrets);
    assertThat(kept).startsWith("other: x\nalice_key: ");
    String key = kept.substring(kept.indexOf("alice_key: ") + 11).strip();
    assertThat(key).matches("[0-9a-f]{64}");
    assertThat(said.text()).contains(key).contains("  alice: {key: \"${secret:alice_key}\"}");

    Said again = run(file, "operator", "add", "alice");
    assertThat(again.exit()).isEqualTo(Exit.REFUSED);
    assertThat(Files.readString(secrets)).isEqualTo(kept);

    // What it says to write is valid, and is the operator with that key.
    Path with = config("operators:\n  alice: {key: \"${secret:alice_key}\"}");
    Loaded loaded = SiteLoader.load(with, Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    assertThat(((Loaded.Valid) loaded).site().operators().values())
        .extracting(each -> each.key().reveal())
        .containsExactly(key);
    assertThat(run(with, "operator", "add", "alice").exit()).isEqualTo(Exit.REFUSED);
  }

  @Test
  void aNewSecretsFileIsItsOwnersAlone() throws Exception {
    assertThat(run(config("requests: open"), "operator", "add", "bob").exit()).isZero();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("secrets.yaml"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aNameThatIsNoneIsRefused() throws Exception {
    Said said = run(config("requests: open"), "operator", "add", "../x");
    assertThat(said.exit()).isEqualTo(Exit.USAGE);
    assertThat(folder.resolve("secrets.yaml")).doesNotExist();
  }
}
