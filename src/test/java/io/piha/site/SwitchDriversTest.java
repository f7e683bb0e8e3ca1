package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchDriversTest {
  private record Named(String word) implements SwitchDriver {
    @Override
    public Optional<SwitchConfig> read(Fields fields, Common common) {
      return Optional.empty();
    }
  }

  @Test
  void theDriversAreThoseOfTheListInItsOrder() {
    SwitchDrivers all = SwitchDrivers.load();
    assertThat(all.words())
        .containsExactly("snmp", "unifi", "mikrotik", "omada", "openwrt", "http");
    assertThat(all.words()).allSatisfy(each -> assertThat(all.named(each)).isPresent());
    assertThat(all.named("toy")).isEmpty();
  }

  @Test
  void twoDriversOfOneNameAreRefused() {
    assertThatThrownBy(() -> SwitchDrivers.of(List.of(new Named("a"), new Named("a"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("two switch drivers are called a");
  }
}
