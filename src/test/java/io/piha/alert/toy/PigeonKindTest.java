package io.piha.alert.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.channel.HookSink;
import io.piha.alert.channel.Lanes;
import io.piha.alert.channel.Parcel;
import io.piha.alert.channel.Parcels;
import io.piha.alert.channel.Receipt;
import io.piha.engine.NameLookup;
import io.piha.site.Finding;
import io.piha.site.HostPort;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import io.piha.site.TlsPeer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert channel is added by one folder and one line. */
class PigeonKindTest {
  @TempDir Path folder;

  private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

  /** The line is read by this test alone, so that the others know the real channels only. */
  @BeforeEach
  void addTheLine() {
    URL place = Objects.requireNonNull(PigeonKindTest.class.getResource("/io/piha/alert/toy/"));
    Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {place}, usual));
  }

  @AfterEach
  void takeItAway() {
    Thread.currentThread().setContextClassLoader(usual);
  }

  private Loaded load(String alert) {
    String text =
        """
        site: home
        mqtt: {url: "mqtt://127.0.0.1:1"}
        requests: open
        witnesses: ["tcp://127.0.0.1:2"]
        services:
          ha:
            hosts:
              haos: {role: primary, probes: {api: {url: "http://127.0.0.1:1/api"}}}
              standby: {role: standby, probes: {api: {url: "http://127.0.0.1:2/api"}}}
            recovery: {fence: none, power_cycle: false}
        alerts:
          - {%s}
        """
            .formatted(alert);
    return SiteLoader.loadText("piha.yaml", text, folder, Map.of());
  }

  @Test
  void the_pigeon_is_read_from_the_file_and_carries_a_message() throws Exception {
    try (NameLookup names = new NameLookup();
        HookSink loft = new HookSink()) {
      Loaded.Valid valid =
          (Loaded.Valid) load("kind: pigeon, name: bird, loft: \"" + loft.url("/loft") + "\"");
      List<Lanes.Lane> lanes = Lanes.of(valid.site().alerts(), names, InstantSource.system());
      assertThat(lanes).extracting(Lanes.Lane::name).containsExactly("bird");
      Parcel parcel = Parcels.of("1");
      assertThat(lanes.getFirst().channel().check()).isEmpty();
      assertThat(lanes.getFirst().channel().send(parcel)).isInstanceOf(Receipt.Taken.class);
      assertThat(loft.hits()).hasSize(1);
      assertThat(loft.hits().getFirst().json().path("note").asString())
          .isEqualTo(parcel.weight() + ": " + parcel.headline());
    }
  }

  @Test
  void the_certificate_of_its_loft_is_watched() {
    Loaded.Valid valid = (Loaded.Valid) load("kind: pigeon, loft: \"https://loft.example/x\"");
    assertThat(valid.site().alerts().getFirst().tlsPeers())
        .containsExactly(TlsPeer.direct(new HostPort("loft.example", 443)));
  }

  @Test
  void its_mistakes_are_told_like_those_of_any_channel() {
    assertThat(errors("kind: pigeon, loft: \"https://loft\", seed: corn"))
        .containsExactly("the key 'seed' is not known here");
    assertThat(errors("kind: owl"))
        .containsExactly("'owl' is not webhook, email, homeassistant or pigeon");
  }

  private List<String> errors(String alert) {
    return ((Loaded.Invalid) load(alert))
        .findings().stream()
            .filter(each -> each.severity() == Finding.Severity.ERROR)
            .map(Finding::message)
            .toList();
  }
}
