package io.piha.report.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FormTest {
  /** RFC 5424, section 6, as far as we use it. */
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "<\\d{1,3}>1 \\S+ [!-~]{1,255} piha \\d+ [!-~]{1,32}"
              + " \\[piha@32473( [a-z]+=\"([^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*] .*");

  private final SyslogForm form = new SyslogForm("my nas", 17);

  @Test
  void aRecordReadsAsTheRfcHasIt() {
    assertThat(text(Records.entry("it leads"), 2_000))
        .isEqualTo(
            "<28>1 2026-03-01T12:00:00.040Z mynas piha 17 promoted [piha@32473 id=\"42\""
                + " kind=\"promoted\" service=\"home-assistant\" host=\"standby\" epoch=\"8\""
                + " by=\"control\" hash=\""
                + "ab".repeat(32)
                + "\" detail=\"{\\\"silence_s\\\":92}\"] home-assistant/standby: it leads");
  }

  @Test
  void whatConcernsTheWholeSiteNamesNoServiceAndNoHost() {
    assertThat(text(Entry.ofSite(Kind.CONTROL_STARTED, Severity.CRITICAL, "up"), 2_000))
        .startsWith("<26>1 ")
        .contains("[piha@32473 id=\"42\" kind=\"control_started\" by=\"control\" hash=")
        .endsWith("] up");
  }

  @Test
  void aSentenceBeyondAsciiSaysSoWithAMarkAndAPlainOneDoesNot() {
    assertThat(text(Records.entry("está bien"), 2_000)).contains("] \uFEFFhome-assistant");
    assertThat(text(Records.entry("all is well"), 2_000)).doesNotContain("\uFEFF");
  }

  @Test
  void aRecordThatIsTooLongLosesItsDetailsFirstAndThenTheEndOfItsSentence() {
    Entry wordy =
        new Entry(
            Kind.PROMOTED,
            Severity.INFO,
            "s",
            null,
            null,
            "control",
            "short",
            Map.of("much", "x".repeat(3_000)));
    assertThat(text(wordy, 2_000)).endsWith("s: short").doesNotContain("xxx");
    String cut = text(Records.entry("é".repeat(3_000)), 2_000);
    assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isBetween(1_990, 2_000);
    assertThat(cut).endsWith("é...");
  }

  @Test
  void nonsenseStaysWithinTheGrammarAndTheLimit() throws CharacterCodingException {
    Random random = new Random(5424);
    List<Kind> kinds = List.copyOf(EnumSet.allOf(Kind.class));
    for (int i = 0; i < 5_000; i++) {
      Entry entry =
          new Entry(
              kinds.get(random.nextInt(kinds.size())),
              Severity.WARNING,
              nonsense(random, 20),
              nonsense(random, 20),
              null,
              nonsense(random, 30),
              nonsense(random, 900),
              Map.of(nonsense(random, 10), nonsense(random, 600)));
      byte[] bytes = form.write(Records.record(42, entry), 2_000);
      assertThat(bytes.length).isLessThanOrEqualTo(2_000);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      assertThat(GRAMMAR.matcher(text).matches()).as(text).isTrue();
      assertThat(new JournalForm().write(Records.record(42, entry), 8_000).length)
          .isLessThanOrEqualTo(8_000);
    }
  }

  @Test
  void theJournalGetsLinesAndCountedBlocks() {
    Entry entry = Entry.ofSite(Kind.BLIND, Severity.WARNING, "two\nlines");
    String text =
        new String(
            new JournalForm().write(Records.record(42, entry), 8_000), StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("PRIORITY=4\nSYSLOG_FACILITY=3\nSYSLOG_IDENTIFIER=piha\n");
    assertThat(text).contains("\nPIHA_ID=42\n", "\nPIHA_KIND=blind\n");
    assertThat(text).endsWith("MESSAGE\n\t\0\0\0\0\0\0\0two\nlines\n");
  }

  private String text(Entry entry, int most) {
    return new String(form.write(Records.record(42, entry), most), StandardCharsets.UTF_8);
  }

  private static String nonsense(Random random, int longest) {
    StringBuilder out = new StringBuilder();
    int length = random.nextInt(longest);
    for (int i = 0; i < length; i++) {
      out.appendCodePoint(
          switch (random.nextInt(6)) {
            case 0 -> random.nextInt(32);
            case 1 -> "\"\\][= \u007f".charAt(random.nextInt(7));
            case 2 -> 0x1F600 + random.nextInt(40);
            case 3 -> 0xA0 + random.nextInt(0x500);
            default -> 32 + random.nextInt(95);
          });
    }
    return out.toString();
  }
}
