package io.piha.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Upkeeps;
import io.piha.console.kit.Fact;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.Snapshot;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.ServiceView;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class BootFactsTest {
  private final Words words = new Words(Locale.ENGLISH, ZoneId.of("UTC"));

  @Test
  void theTileSaysHowLongItsHostBootsAndIsQuietWhenTheWaitIsEnough() {
    assertThat(onTile(Duration.ofMinutes(3), "haos"))
        .isEqualTo(Fact.quiet("boots", "p50 43 s, p99 84 s of 7", ""));
  }

  @Test
  void itAsksForALookWhenTheWaitIsTooShort() {
    Fact fact = onTile(Duration.ofMinutes(1), "haos");
    assertThat(fact.tone()).isEqualTo(Tone.NOTICE);
    assertThat(fact.text()).endsWith("recovery_wait is short");
  }

  @Test
  void fewBootsAreSaidToBeFew() {
    assertThat(onTile(Duration.ofMinutes(1), "standby"))
        .isEqualTo(Fact.quiet("boots", "longest 13 s of 1, too few for a p99", ""));
  }

  @Test
  void theLedgerSaysWhichLineToWrite() {
    Snapshot picture = Upkeeps.booted(Duration.ofMinutes(1));
    List<Fact> ledger = EvidenceFacts.of(picture, service(picture), picture.at(), words);
    assertThat(ledger)
        .contains(
            new Fact(
                "boots of haos",
                "7 measured: p50 43 s, p95 84 s, p99 84 s → recovery_wait of 60s is short, write"
                    + " 144s",
                "",
                Tone.NOTICE));
  }

  private Fact onTile(Duration wait, String name) {
    Snapshot picture = Upkeeps.booted(wait);
    HostView host =
        service(picture).hosts().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return HostFace.of(service(picture), host, true, words).facts().stream()
        .filter(each -> each.word().equals("boots"))
        .findFirst()
        .orElseThrow();
  }

  private static ServiceView service(Snapshot picture) {
    return picture.services().getFirst();
  }
}
