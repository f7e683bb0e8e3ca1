package io.piha.site;

/** Reads the section {@code recovery} of a service. */
final class RecoveryReader {
  private static final int MOST = 10_000;

  private RecoveryReader() {}

  static Recovery read(Fields fields) {
    Recovery usual = Recovery.DEFAULT;
    Recovery recovery =
        new Recovery(
            fields.take("power_cycle").flatMap(Value::flag).orElse(usual.powerCycle()),
            fields.take("fence").flatMap(each -> each.choice(Fence.class)).orElse(usual.fence()),
            fields.take("unfenced_promotion").flatMap(each -> each.choice(Unfenced.class)),
            fields
                .take("max_failovers_per_day")
                .flatMap(each -> each.integer(0, MOST))
                .orElse(usual.maxFailoversPerDay()));
    fields.done();
    return recovery;
  }
}
