package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NameLookupTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void an_address_in_figures_is_never_looked_up() throws Exception {
    try (NameLookup names = new NameLookup()) {
      assertThat(names.find("192.0.2.7", Duration.ZERO))
          .containsExactly(InetAddress.ofLiteral("192.0.2.7"));
      assertThat(names.find("::1", Duration.ZERO)).containsExactly(InetAddress.ofLiteral("::1"));
    }
  }

  @Test
  void a_name_is_found() throws Exception {
    try (NameLookup names = new NameLookup()) {
      assertThat(names.find("localhost", PATIENCE))
          .isNotEmpty()
          .allSatisfy(address -> assertThat(address.isLoopbackAddress()).isTrue());
    }
  }

  @Test
  void a_name_that_is_none_is_told_in_words_and_may_be_asked_again() {
    try (NameLookup names = new NameLookup()) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> names.find("no-such-host.invalid", PATIENCE))
            .isInstanceOf(UnknownHostException.class)
            .hasMessageContaining("no-such-host.invalid");
      }
    }
  }

  @Test
  void after_closing_nothing_is_begun() {
    NameLookup names = new NameLookup();
    names.close();
    assertThatThrownBy(() -> names.find("localhost", PATIENCE))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("localhost");
  }
}
