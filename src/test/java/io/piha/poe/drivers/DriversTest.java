package io.piha.poe.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.site.HostPort;
import io.piha.site.Login;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.SnmpAccess;
import io.piha.site.SwitchConfig;
import io.piha.site.Trust;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriversTest {

  @Test
  void snmp_is_opened_without_a_word_to_the_switch() throws Exception {
    SwitchConfig snmp =
        new SwitchConfig.Snmp(
            "rack",
            new HostPort("127.0.0.1", 1),
            false,
            new SnmpAccess.Community(new Secret("c")),
            1,
            Duration.ofSeconds(2),
            1,
            Duration.ofSeconds(10),
            List.of());
    try (NameLookup names = new NameLookup();
        PoeSwitch poe = new Drivers(names).open(snmp)) {
      assertThat(poe.name()).isEqualTo("rack");
    }
  }

  @Test
  void a_driver_that_is_not_there_is_named_with_its_switch() {
    SwitchConfig openwrt =
        new SwitchConfig.Openwrt(
            "attic",
            SecretText.of("http://127.0.0.1"),
            new Login.Account(SecretText.of("root"), new Secret("x")),
            Trust.SYSTEM,
            Duration.ofSeconds(10),
            List.of());
    try (NameLookup names = new NameLookup()) {
      assertThatThrownBy(() -> new Drivers(names).open(openwrt))
          .isInstanceOf(DriverMissing.class)
          .hasMessageContainingAll("attic", "openwrt", "not part of this version");
    }
  }
}
