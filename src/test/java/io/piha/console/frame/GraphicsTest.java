package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphicsTest {

  @Test
  void aLinuxWithoutAnyCardDrawsByItself() {
    assertThat(Graphics.isWithoutCard("Linux", _ -> false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/dri", "/dev/nvidiactl", "/dev/dxg"})
  void oneWithACardMayUseIt(String card) {
    assertThat(Graphics.isWithoutCard("Linux", Path.of(card)::equals)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Windows 11", "Mac OS X", ""})
  void elsewhereNothingIsKnownOfCards(String system) {
    assertThat(Graphics.isWithoutCard(system, _ -> false)).isFalse();
  }
}
