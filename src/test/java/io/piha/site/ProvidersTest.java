package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {
  private record Named(String word) implements Provider {}

  @Test
  void theDriversAreThoseOfTheListInItsOrder() {
    Providers<SwitchDriver> all = Providers.load(SwitchDriver.class);
    assertThat(all.words())
        .containsExactly("snmp", "unifi", "mikrotik", "omada", "openwrt", "http");
    assertThat(all.words()).allSatisfy(each -> assertThat(all.named(each)).isPresent());
    assertThat(all.named("toy")).isEmpty();
  }

  @Test
  void theChannelsAreThoseOfTheListInItsOrder() {
    assertThat(Providers.load(AlertChannel.class).words())
        .containsExactly("webhook", "email", "homeassistant");
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThatThrownBy(() -> Providers.of(List.of(new Named("a"), new Named("a"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two are called a in META-INF/services");
  }
}
