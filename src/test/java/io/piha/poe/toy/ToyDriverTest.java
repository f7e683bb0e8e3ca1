package io.piha.poe.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.Drivers;
import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.PowerPort;
import io.piha.site.SecretText;
import io.piha.site.Site;
import io.piha.site.SiteLoader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver is added by one folder and one line. */
class ToyDriverTest {
  @TempDir Path folder;

  private final ClassLoader usual = Thread.currentThread().getContextClassLoader();

  /** The line is read by this test alone, so that the others know the real drivers only. */
  @BeforeEach
  void addTheLine() {
    URL place = Objects.requireNonNull(ToyDriverTest.class.getResource("/io/piha/poe/toy/"));
    Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {place}, usual));
  }

  @AfterEach
  void takeItAway() {
    Thread.currentThread().setContextClassLoader(usual);
  }

  private Loaded load(String toy, String port) {
    String text =
        """
        site: home
        mqtt: {url: "mqtt://127.0.0.1:1"}
        requests: open
        witnesses: ["tcp://127.0.0.1:1"]
        services:
          ha:
            hosts:
              haos:
                role: primary
                probes: {api: {url: "http://127.0.0.1:1/api"}}
                power: {switch: rack, port: %s}
              standby: {role: standby, probes: {api: {url: "http://127.0.0.1:2/api"}}}
        switches:
          rack: {%s}
        """
            .formatted(port, toy);
    return SiteLoader.loadText("piha.yaml", text, folder, Map.of());
  }

  private static final String TOY =
      "driver: toy, shelf: \"https://shelf.example\", painted: true, deadline: 3s, never: [p8]";

  @Test
  void the_toy_is_read_from_the_file_opened_and_switched() throws Exception {
    Site site = ((Loaded.Valid) load(TOY, "p3")).site();
    ToyConfig expected =
        new ToyConfig(
            "rack",
            SecretText.of("https://shelf.example"),
            true,
            Duration.ofSeconds(3),
            List.of("8"));
    assertThat(site.switches()).containsExactly(Map.entry("rack", expected));
    PowerPort port =
        site.service("ha").orElseThrow().host("haos").orElseThrow().power().orElseThrow();
    assertThat(port).isEqualTo(new PowerPort("rack", "3"));
    try (NameLookup names = new NameLookup();
        PoeSwitch poe = new Drivers(names, new EngineClock()).open(expected)) {
      poe.set(port.port(), false, () -> true);
      assertThat(poe.read(port.port()).isDelivering()).isFalse();
      assertThat(poe.read("4").isDelivering()).isTrue();
    }
  }

  @Test
  void its_mistakes_are_told_like_those_of_any_driver() {
    assertThat(errors(load(TOY, "q3"))).containsExactly("q3 is no port of a toy");
    assertThat(errors(load(TOY + ", colour: red", "p3")))
        .containsExactly("the key 'colour' is not known here");
    assertThat(errors(load("driver: yoyo", "p3")))
        .containsExactly("'yoyo' is not snmp, unifi, mikrotik, omada, openwrt, http or toy");
  }

  private static List<String> errors(Loaded loaded) {
    return ((Loaded.Invalid) loaded)
        .findings().stream()
            .filter(each -> each.severity() == Finding.Severity.ERROR)
            .map(Finding::message)
            .toList();
  }
}
