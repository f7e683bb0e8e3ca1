package io.piha.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.engine.SamplePicture;
import io.piha.engine.Snapshot;
import io.piha.journal.AuditLog;
import io.piha.journal.History;
import io.piha.journal.HistoryLog;
import io.piha.journal.Journal;
import io.piha.testing.Chromium;
import io.piha.testing.NeedsPeer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
@NeedsPeer("chromium")
class BrowserTest {
  private static final String WHY = "document.querySelector('main section .why').textContent";
  private static final Instant AT = SamplePicture.AT;

  @TempDir Path folder;

  @Test
  void thePageIsLiveUnderItsPolicyAndReadableWithoutScriptsAndOnAPhone() throws Exception {
    AtomicReference<Snapshot> picture = new AtomicReference<>(SamplePicture.of("haos"));
    writeADay();
    try (Journal journal = Journal.open(folder);
        AuditLog log = journal.log();
        HistoryLog history = HistoryLog.open(folder);
        Dashboard page = dashboard(picture, new DayReader(log, history));
        Chromium browser = new Chromium(Files.createDirectory(folder.resolve("browser")))) {
      String url = "http://127.0.0.1:" + page.address().getPort() + "/?token=sesame";
      browser.window(1200, 900, false);
      browser.open(url);
      await("drawn").until(() -> browser.eval(WHY).contains("both probes refused"));

      picture.set(SamplePicture.of("haos-two"));
      await("live").until(() -> browser.eval("document.body.innerText").contains("haos-two"));
      picture.set(SamplePicture.of("haos"));
      await("live").until(() -> !browser.eval("document.body.innerText").contains("haos-two"));
      assertThat(browser.eval("document.querySelector('main rect.led1 title').textContent"))
          .isEqualTo("standby");
      assertThat(browser.eval("getComputedStyle(document.querySelector('rect.gap')).fill"))
          .isEqualTo("rgb(180, 35, 24)");

      for (boolean dark : new boolean[] {false, true}) {
        for (int width : new int[] {390, 1200}) {
          browser.window(width, 1400, dark);
          assertThat(Integer.parseInt(browser.eval("document.documentElement.scrollWidth")))
              .as("nothing is wider than a screen of %s", width)
              .isLessThanOrEqualTo(width);
          browser.screenshot(
              Path.of("target/gallery/page-" + width + (dark ? "-dark" : "-light") + ".png"));
        }
      }
      assertThat(browser.complaints()).isEmpty();

      browser.eval(
          "(function(){var s=document.createElement('script');s.textContent='window.bad=1';"
              + "document.body.append(s)})()");
      assertThat(browser.eval("window.bad")).isEqualTo("undefined");
      await("the policy stopped it").until(() -> !browser.complaints().isEmpty());
      assertThat(browser.complaints().getFirst()).contains("Content Security Policy");

      browser.scripts(false);
      browser.open(url + "&plain");
      await("without scripts").until(() -> browser.eval(WHY).contains("both probes refused"));
    }
  }

  private static Dashboard dashboard(AtomicReference<Snapshot> picture, DayReader days)
      throws Exception {
    return Dashboard.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Optional.of("sesame"),
        new Dashboard.Sources(picture::get, () -> true, () -> 0L, Optional.of(days), new Tally()));
  }

  /** A day with a failover in its evening. */
  private void writeADay() throws Exception {
    Instant morning = AT.minus(Duration.ofHours(23));
    try (Journal journal = Journal.open(folder)) {
      record(journal, morning, Kind.LEADER_ADOPTED, Severity.INFO, "haos");
      record(journal, AT.minusSeconds(30_000), Kind.HEARTBEAT_LOST, Severity.WARNING, "haos");
      record(journal, AT.minusSeconds(29_800), Kind.PROMOTED, Severity.CRITICAL, "standby");
      record(journal, AT.minusSeconds(20_000), Kind.PROMOTED, Severity.INFO, "haos");
    }
    History history = History.start(folder, History.KEEP_BEATS, () -> AT);
    for (Instant at = morning; at.isBefore(AT.minusSeconds(92)); at = at.plusSeconds(30)) {
      boolean silent = at.isAfter(AT.minusSeconds(30_000)) && at.isBefore(AT.minusSeconds(27_000));
      if (!silent) {
        history.heartbeat("home-assistant", "haos", at, OptionalLong.of(7), Optional.empty());
      }
      history.heartbeat("home-assistant", "standby", at, OptionalLong.of(7), Optional.empty());
    }
    history.close();
  }

  private static void record(Journal journal, Instant at, Kind kind, Severity how, String host)
      throws Exception {
    journal.commit(
        at,
        Map.of(),
        List.of(
            new Entry(
                kind, how, "home-assistant", host, 7L, Entry.CONTROL, "as it was", Map.of())));
  }
}
