package io.piha.monitor.checks;

import io.piha.engine.CheckView;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Whether this machine's clock is right: signed requests and certificates are judged by it. */
final class ClockStep {
  static final String KIND = "clock";
  static final String HERE = "this machine";

  /** More than any kept clock is off. */
  static final Duration OFF = Duration.ofSeconds(2);

  /** Half of what a signed request may be off. */
  static final Duration FAR_OFF = Duration.ofSeconds(30);

  private ClockStep() {}

  /** What a time server says of it. */
  static CheckView measured(String server, Duration offset) {
    Duration size = offset.abs();
    String said =
        size.compareTo(Duration.ofMillis(100)) < 0
            ? "right within 0.1 s"
            : String.format(
                Locale.ROOT,
                "%.1f s %s by %s",
                size.toMillis() / 1000.0,
                offset.isNegative() ? "ahead" : "behind",
                server);
    if (size.compareTo(OFF) < 0) {
      return CheckView.quiet(KIND, HERE, said);
    }
    boolean far = size.compareTo(FAR_OFF) >= 0;
    return new CheckView(
        KIND,
        HERE,
        said,
        far ? CheckView.Level.BAD : CheckView.Level.NOTICE,
        "let a time service keep it (chrony, systemd-timesyncd); signed requests are refused from"
            + " 60 s on");
  }

  /** The server could not be asked; what the kernel says stands beside it. */
  static CheckView unmeasured(String server, String why, Optional<KernelClock.Reading> kernel) {
    return new CheckView(
        KIND,
        HERE,
        server + ": " + why + kernel.map(each -> "; " + words(each)).orElse(""),
        CheckView.Level.NOTICE,
        "name a checks.time_server that answers");
  }

  /** No server is named: what the kernel says alone. It cannot know how far it is off. */
  static Optional<CheckView> kernel(Optional<KernelClock.Reading> kernel) {
    return kernel.map(each -> CheckView.quiet(KIND, HERE, words(each)));
  }

  private static String words(KernelClock.Reading reading) {
    return reading.inStep()
        ? "kept in step by this machine's time service, within "
            + Math.max(1, reading.within().toMillis())
            + " ms"
        : "no time service keeps it, as far as the kernel knows; a checks.time_server would tell";
  }
}
