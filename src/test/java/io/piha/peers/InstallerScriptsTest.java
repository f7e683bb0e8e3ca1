package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped shell scripts, and the samples beside them. */
class InstallerScriptsTest {
  private static final Path AGENT = Path.of("installer", "home-assistant", "agent");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"installer/home-assistant/agent/piha-agent", "installer/mosquitto/piha-users"})
  @NeedsPeer("shellcheck")
  void nothingIsLeftThatAShellWouldTakeOtherwise(String script) throws Exception {
    assertThat(Programs.run("shellcheck", "--shell=sh", "--severity=style", script)).isEmpty();
    assertThat(Files.isExecutable(Path.of(script))).isTrue();
  }

  @Test
  @NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_sub", "dash", "busybox", "jq", "stdbuf"})
  void theSampleSettingsAreUnderstood() throws IOException {
    try (AgentStage stage = new AgentStage(folder, "dash")) {
      settings(Files.readString(AGENT.resolve("agent.env"))).forEach(stage.agent::set);
      Path password = Files.writeString(folder.resolve("password"), "any\n");
      Files.setPosixFilePermissions(
          password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      stage
          .agent
          .set("PIHA_BROKER", "127.0.0.1")
          .set("PIHA_PASSWORD_FILE", password.toString())
          .set("PIHA_ON_PROMOTE", "true")
          .set("PIHA_ON_DEMOTE", "true")
          .set("PIHA_HEARTBEAT_EVERY", "0.3")
          .start();
      stage.await(
          "it beats",
          () ->
              stage.wire.heard(each -> each.field("host").equals("standby")).findAny().isPresent());
    }
  }

  @Test
  void everySettingIsInTheSampleOnceAndInTheScript() throws IOException {
    List<String> sample =
        Files.readAllLines(AGENT.resolve("agent.env")).stream()
            .map(each -> each.replaceFirst("^# (?=PIHA_[A-Z_]+=)", ""))
            .filter(each -> each.matches("PIHA_[A-Z_]+=.*"))
            .map(each -> each.substring(0, each.indexOf('=')))
            .toList();
    assertThat(sample).doesNotHaveDuplicates();
    String script = Files.readString(AGENT.resolve("piha-agent"));
    List<String> known =
        Stream.of(
                script
                    .substring(script.indexOf("setting()"), script.indexOf("export \"$1=$2\""))
                    .replace(")", "")
                    .split("[^A-Z_]+"))
            .filter(each -> each.startsWith("PIHA_"))
            .distinct()
            .toList();
    // Two that the sample names in its words only: a password in the file itself, and TLS by
    // itself.
    assertThat(known)
        .containsAll(sample)
        .allMatch(
            each -> sample.contains(each) || List.of("PIHA_PASSWORD", "PIHA_TLS").contains(each));
  }

  private static java.util.Map<String, String> settings(String text) {
    java.util.Map<String, String> settings = new java.util.LinkedHashMap<>();
    text.lines()
        .filter(each -> !each.isBlank() && !each.startsWith("#"))
        .forEach(
            each ->
                settings.put(
                    each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1)));
    return settings;
  }
}
