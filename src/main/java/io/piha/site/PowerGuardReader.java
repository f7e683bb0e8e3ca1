package io.piha.site;

/** Reads the section {@code power_guard}. */
final class PowerGuardReader {
  private static final int MOST = 10_000;

  private PowerGuardReader() {}

  static PowerGuard read(Fields fields) {
    PowerGuard usual = PowerGuard.DEFAULT;
    PowerGuard guard =
        new PowerGuard(
            fields.take("off_time").flatMap(Value::duration).orElse(usual.offTime()),
            fields.take("min_interval").flatMap(Value::durationOrZero).orElse(usual.minInterval()),
            fields
                .take("max_per_day")
                .flatMap(each -> each.integer(0, MOST))
                .orElse(usual.maxPerDay()));
    fields.done();
    return guard;
  }
}
