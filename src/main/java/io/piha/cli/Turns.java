package io.piha.cli;

import io.piha.engine.EngineClock;
import io.piha.site.Lease;
import io.piha.site.Site;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits until it is this control plane's turn. */
interface Turns extends AutoCloseable {

  /**
   * By what right this one may act now; empty when it was told to stop before.
   *
   * @param site as it is configured by now
   * @param standing called while it is waited, at least every ten seconds
   */
  Optional<Tenure> await(Supplier<Site> site, BooleanSupplier stop, Runnable standing)
      throws IOException, InterruptedException;

  @Override
  default void close() {}

  /**
   * As the site says.
   *
   * @param warmUp run once by one that stands by for a lease
   */
  static Turns of(Site site, DataFolder folder, Consumer<String> say, Runnable warmUp)
      throws IOException {
    return switch (site.lease()) {
      case Lease.Local _ ->
          (now, stop, standing) ->
              new StandbyWatch(now.get(), folder, say).awaitVacancy(stop, standing)
                  ? Optional.of(Tenure.LOCAL)
                  : Optional.empty();
      case Lease.Etcd etcd -> {
        LeaseWatch watch = LeaseWatch.open(site, etcd, folder, say, new EngineClock(), warmUp);
        yield new Turns() {
          private boolean looked;

          @Override
          public Optional<Tenure> await(Supplier<Site> now, BooleanSupplier stop, Runnable standing)
              throws IOException, InterruptedException {
            // One without a lease never asks for it, so it has to be seen before.
            looked =
                looked
                    || new StandbyWatch(now.get(), folder, say)
                        .awaitNoneWithoutLease(stop, standing);
            return looked ? watch.await(stop, standing) : Optional.empty();
          }

          @Override
          public void close() {
            watch.close();
          }
        };
      }
    };
  }
}
