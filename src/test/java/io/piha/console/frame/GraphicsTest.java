package io.piha.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
  void oneWithACardMayUseItHereAndInTheLauncher(String card) throws IOException {
    assertThat(Graphics.isWithoutCard("Linux", Path.of(card)::equals)).isFalse();
    assertThat(Files.readString(Path.of("src/dist/bin/piha"))).contains("[ ! -e " + card + " ]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Windows 11", "Mac OS X", ""})
  void elsewhereNothingIsKnownOfCards(String system) {
    assertThat(Graphics.isWithoutCard(system, _ -> false)).isFalse();
  }
}
