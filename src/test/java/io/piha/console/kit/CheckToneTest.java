package io.piha.console.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckToneTest {

  @Test
  void aLineOfACheckIsToldByItsWords() {
    assertThat(CheckTone.of("ok: switch rack answers")).contains(Tone.QUIET);
    assertThat(CheckTone.of("piha.yaml:34:17: error: mqtt.url: connection refused; look"))
        .contains(Tone.BAD);
    assertThat(CheckTone.of("piha.yaml:8:3: warning: services: no token; add one"))
        .contains(Tone.NOTICE);
  }

  @Test
  void aLineThatOnlySumsUpHasNoSign() {
    assertThat(CheckTone.of("piha.yaml: valid; 1 check fails")).isEmpty();
  }
}
