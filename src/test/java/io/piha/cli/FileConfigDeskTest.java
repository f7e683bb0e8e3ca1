package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.alert.channel.HookSink;
import io.piha.console.kit.ConfigDesk.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConfigDeskTest {

  @TempDir private Path folder;

  // Made before each test.
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @SuppressWarnings("NullAway.Init")
  private FileConfigDesk desk;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("piha.yaml");
    Files.writeString(
        file,
        """
        site: home
        data_dir: %s
        log_dir: %s
        mqtt: {url: "mqtt://127.0.0.1:9", username: piha, password: "${env:MQTT_PASSWORD}"}
        requests: open
        services:
          home-assistant:
            hosts:
              haos:
                role: primary
                probes: {core: {url: "http://127.0.0.1:9/api/"}}
              standby:
                role: standby
                probes: {api: {url: "http://127.0.0.1:9/api/"}}
            timing: {heartbeat_timeout: 120s}
        witnesses: ["tcp://127.0.0.1:9"]
        """
            .formatted(folder, folder));
    desk = new FileConfigDesk(file, Map.of("MQTT_PASSWORD", "very-secret-word"));
  }

  @Test
  void everyValueHasItsLineOrIsADefaultAndNoSecretIsShown() throws IOException {
    List<Setting> settings = desk.inForce();

    assertThat(settings).noneMatch(each -> each.toString().contains("very-secret-word"));
    assertThat(settings)
        .anySatisfy(
            each -> {
              assertThat(each.path()).endsWith("timing.heartbeat_timeout");
              assertThat(each.value()).isEqualTo("2m");
              assertThat(each.origin()).endsWith("piha.yaml:15");
            })
        .anySatisfy(
            each -> {
              assertThat(each.path()).endsWith("timing.recovery_wait");
              assertThat(each.origin()).isEmpty();
            });
  }

  @Test
  void aChangeIsWrittenWhenItIsValidAndNobodyElseWrote() throws IOException {
    String before = desk.text();
    desk.apply(before, before.replace("site: home", "site: cabin"));
    assertThat(Files.readString(file)).startsWith("site: cabin");

    assertThatThrownBy(() -> desk.apply(before, before))
        .hasMessageContaining("changed by somebody else");
    assertThatThrownBy(() -> desk.apply(desk.text(), "site: [")).isInstanceOf(IOException.class);
    assertThat(Files.readString(file)).startsWith("site: cabin");
  }

  @Test
  void aConnectionIsReallyTriedAndTheErrorTold() throws IOException {
    String open = desk.text().replaceAll(", username.*\\}\"}", "}");
    Files.writeString(file, open);
    var lines = new ArrayList<String>();
    desk.tryConnections(lines::add);

    assertThat(lines).anyMatch(line -> line.contains("piha.yaml") && line.contains("mqtt"));
    assertThat(lines.getLast()).contains("fail");
  }

  @Test
  void testMessagesReachWhoWouldBeTold() throws Exception {
    try (HookSink sink = new HookSink()) {
      Files.writeString(
          file,
          desk.text().replaceAll(", username.*\\}\"}", "}")
              + "\nalerts: [{kind: webhook, name: phone, url: \"%s\"}]\n".formatted(sink.url("/")));
      var lines = new ArrayList<String>();
      desk.sendTests(lines::add);
      assertThat(lines).contains("sent: phone");
      assertThat(sink.hits()).hasSize(1);
      assertThat(sink.hits().getFirst().json().path("kind").asString("")).isEqualTo("test");
    }
  }
}
