package io.piha.poe.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.poe.http.HttpCall;
import io.piha.poe.http.HttpConfig;
import io.piha.poe.mikrotik.MikrotikConfig;
import io.piha.poe.omada.OmadaConfig;
import io.piha.poe.openwrt.OpenwrtConfig;
import io.piha.poe.snmp.SnmpAccess;
import io.piha.poe.snmp.SnmpConfig;
import io.piha.poe.unifi.UnifiConfig;
import io.piha.site.HostPort;
import io.piha.site.Login;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.Trust;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriversTest {
  /** Nothing listens on port 1. */
  private static final SecretText URL = SecretText.of("http://127.0.0.1:1");

  private static final Login.Account ACCOUNT =
      new Login.Account(SecretText.of("root"), new Secret("x"));
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  static Stream<SwitchConfig> everyDriver() {
    return Stream.of(
        new SnmpConfig(
            "a",
            new HostPort("127.0.0.1", 1),
            false,
            new SnmpAccess.Community(new Secret("c")),
            1,
            Duration.ofSeconds(2),
            1,
            DEADLINE,
            List.of()),
        new UnifiConfig("b", URL, ACCOUNT, "default", "mac", Trust.SYSTEM, DEADLINE, List.of()),
        new UnifiConfig(
            "c",
            URL,
            new Login.ApiKey(new Secret("k")),
            "default",
            "mac",
            Trust.SYSTEM,
            DEADLINE,
            List.of()),
        new MikrotikConfig("d", URL, ACCOUNT, Trust.SYSTEM, DEADLINE, List.of()),
        new OmadaConfig(
            "e",
            URL,
            ACCOUNT,
            Optional.empty(),
            "Default",
            "mac",
            Trust.SYSTEM,
            DEADLINE,
            List.of()),
        new OmadaConfig(
            "f",
            URL,
            new Login.Client(SecretText.of("i"), new Secret("s")),
            Optional.empty(),
            "Default",
            "mac",
            Trust.SYSTEM,
            DEADLINE,
            List.of()),
        new OpenwrtConfig("g", URL, ACCOUNT, Trust.SYSTEM, DEADLINE, List.of()),
        new HttpConfig(
            "h",
            Optional.empty(),
            Optional.empty(),
            Optional.of(new HttpCall("POST", URL, Map.of(), Optional.empty())),
            Optional.empty(),
            Trust.SYSTEM,
            DEADLINE,
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("everyDriver")
  void every_driver_is_opened_without_a_word_to_the_switch_and_a_dead_one_is_told_as_silent(
      SwitchConfig config) {
    try (NameLookup names = new NameLookup();
        PoeSwitch poe = new Drivers(names, new EngineClock()).open(config)) {
      assertThat(poe.name()).isEqualTo(config.name());
      assertThat(poe.capabilities()).isEqualTo(config.capabilities()).isNotEmpty();
      assertThat(poe.longestCall()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
      if (!config.driver().equals("snmp")) {
        assertThat(poe.silence()).get().asString().contains("refused");
      }
    }
  }
}
