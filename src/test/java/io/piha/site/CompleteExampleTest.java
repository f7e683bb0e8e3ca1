package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.poe.snmp.SnmpConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompleteExampleTest {
  @TempDir Path folder;

  @Test
  void theCompleteExampleIsValidFromAFile() throws Exception {
    Path file = folder.resolve("piha.yaml");
    Files.writeString(file, Configurations.complete(folder));
    Loaded loaded = SiteLoader.load(file, Map.of());
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    Loaded.Valid valid = (Loaded.Valid) loaded;
    assertThat(valid.warnings()).allMatch(each -> each.message().startsWith("there is no file"));
    assertThat(valid.origins().get("services.home-assistant.hosts.haos.power"))
        .isEqualTo(new Origin(file.toString(), 25, 9));
  }

  @Test
  void everyPartOfTheExampleArrives() {
    Site site = Configurations.site(Configurations.complete(folder), folder);
    assertThat(site.name()).isEqualTo("home");
    assertThat(site.mqtt().url()).isEqualTo("mqtt://127.0.0.1:1883");
    assertThat(site.mqtt().password()).contains(new Secret("Qz7mqttpassword"));
    assertThat(site.operators())
        .containsEntry("alice", new Operator("alice", new Secret("Qz7alicekeyalicekeyalicekey")));
    Service service = site.service("home-assistant").orElseThrow();
    assertThat(service.timing()).isEqualTo(Timing.DEFAULT);
    assertThat(service.recovery())
        .isEqualTo(new Recovery(true, Fence.HOLD_OFF, Optional.of(Unfenced.BLOCK), 2));
    Host haos = service.host("haos").orElseThrow();
    assertThat(haos.role()).isEqualTo(Role.PRIMARY);
    assertThat(haos.probe("supervisor").orElseThrow().kind()).isEqualTo(ProbeKind.OBSERVER);
    assertThat(haos.probe("core").orElseThrow().kind()).isEqualTo(ProbeKind.CORE);
    assertThat(haos.power()).contains(new PowerPort("rack", "8"));
    assertThat(haos.reinstall().orElseThrow().ssh()).hasToString("root@192.168.1.20:22");
    assertThat(haos.snapshots().orElseThrow().keep()).isEqualTo(7);
    assertThat(service.sync().orElseThrow().observationWindow()).isEqualTo(Duration.ofDays(1));
    assertThat(service.sync().orElseThrow().settlingTime()).isEqualTo(Duration.ofHours(1));
    assertThat(site.powerGuard()).isEqualTo(PowerGuard.DEFAULT);
    assertThat(site.switches().get("rack")).isInstanceOf(SnmpConfig.class);
    assertThat(site.witnesses())
        .isEqualTo(List.of(new Witness.Tcp(new HostPort("192.168.1.1", 53))));
    assertThat(site.containers().getFirst().watch()).containsExactly("mariadb", "mosquitto");
    assertThat(site.alerts()).hasSize(2);
    assertThat(site.syslog()).contains(new Syslog.Udp(new HostPort("127.0.0.1", 514)));
    assertThat(site.influx()).isPresent();
    assertThat(site.dashboard()).contains(Dashboard.DEFAULT);
    assertThat(site.lease()).isEqualTo(new Lease.Local());
  }

  @Test
  void noSecretIsInTheWrittenFormOfTheSite() {
    assertThat(Configurations.site(Configurations.complete(folder), folder).toString())
        .doesNotContain("Qz7")
        .contains("${secret:webhook_url}");
  }

  @Test
  void theSmallestSiteHasAllDefaults() {
    Site site = Configurations.site(Configurations.SMALLEST, folder);
    assertThat(site.dataDir()).isEqualTo(Path.of("/var/lib/piha-control"));
    assertThat(site.logDir()).isEqualTo(Path.of("/var/log/piha-control"));
    Service service = site.service("ha").orElseThrow();
    assertThat(service.topicPrefix()).isEqualTo("piha/leader/ha");
    assertThat(service.unfenced(service.host("a").orElseThrow())).isEqualTo(Unfenced.BLOCK);
    assertThat(service.unfenced(service.host("b").orElseThrow())).isEqualTo(Unfenced.ALLOW);
    assertThat(site.dashboard()).contains(Dashboard.DEFAULT);
    assertThat(Configurations.findings(Configurations.SMALLEST, folder)).isEmpty();
  }

  @Test
  void withoutWitnessesTheSwitchesTestify() {
    String text = Configurations.SMALLEST.replaceFirst("witnesses.*\n", "");
    assertThat(Configurations.site(text, folder).witnesses())
        .isEqualTo(List.of(new Witness.OfSwitch("rack")));
  }

  @Test
  void hostsKeepTheOrderOfTheFile() {
    Site site = Configurations.site(Configurations.SMALLEST, folder);
    assertThat(site.service("ha").orElseThrow().hosts().keySet()).containsExactly("a", "b");
  }
}
