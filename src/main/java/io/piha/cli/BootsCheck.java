package io.piha.cli;

import io.piha.engine.BootsView;
import io.piha.journal.BootTimes;
import io.piha.journal.History;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import io.piha.site.Finding;
import io.piha.site.Origin;
import io.piha.site.Service;
import io.piha.site.Site;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** The part of {@code piha check} about {@code recovery_wait} and how long hosts really boot. */
final class BootsCheck {

  private final PrintWriter out;
  private final Map<String, Origin> origins;
  private final String file;

  BootsCheck(PrintWriter out, Map<String, Origin> origins, String file) {
    this.out = out;
    this.origins = origins;
    this.file = file;
  }

  /** Says what was measured, and which line to write where the wait is too short for it. */
  void run(Site site) {
    if (!Files.isReadable(site.dataDir().resolve(History.FILE))) {
      out.println("note: no boots measured yet: no history in " + site.dataDir());
      return;
    }
    try (HistoryLog log = HistoryLog.open(site.dataDir())) {
      for (Service service : site.services().values()) {
        for (String host : service.hosts().keySet()) {
          BootTimes times = BootTimes.of(log.boots(service.name(), host));
          tell(service, host, MeasuredBoots.view(times, service));
        }
      }
    } catch (JournalFailed e) {
      out.println("note: boots were measured but cannot be read: " + e.getMessage());
    }
  }

  private void tell(Service service, String host, BootsView boots) {
    String measured = host + ": " + boots.times().words();
    if (boots.advised().isEmpty()) {
      out.println(
          "note: "
              + measured
              + "; recovery_wait is "
              + text(boots.recoveryWait())
              + ", advice needs "
              + BootTimes.ENOUGH
              + " boots after power-on");
    } else if (!boots.isShort()) {
      out.println(
          "ok: "
              + measured
              + "; recovery_wait is "
              + text(boots.recoveryWait())
              + ", "
              + text(boots.advised().get())
              + " would do");
    } else {
      String path = "services." + service.name() + ".timing.recovery_wait";
      Origin at =
          origins.getOrDefault(
              path, origins.getOrDefault("services." + service.name(), new Origin(file, 0, 0)));
      out.println(
          new Finding(
              at.file(),
              at.line(),
              at.column(),
              Finding.Severity.WARNING,
              path,
              text(boots.recoveryWait())
                  + " is shorter than "
                  + host
                  + " needs to boot ("
                  + boots.times().words()
                  + "), p99 and two heartbeats of "
                  + text(service.timing().heartbeatEvery()),
              "write `recovery_wait: " + text(boots.advised().get()) + "`"));
    }
  }

  /** As the configuration writes it. */
  private static String text(Duration span) {
    return span.toMillis() % 1_000 == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
  }
}
