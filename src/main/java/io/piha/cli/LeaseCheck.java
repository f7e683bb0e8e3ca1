package io.piha.cli;

import io.piha.engine.EngineClock;
import io.piha.lease.Etcd;
import io.piha.site.Lease;
import io.piha.site.Site;
import io.piha.term.Candidate;
import io.piha.term.Held;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The part of {@code piha check} that looks at the lease in etcd. */
final class LeaseCheck {

  /** From the off command to the on command, beside the off time. */
  private static final Duration SWITCHING = Duration.ofSeconds(2);

  private final ContainersCheck.Teller teller;

  LeaseCheck(ContainersCheck.Teller teller) {
    this.teller = teller;
  }

  void run(Site site) {
    if (site.lease() instanceof Lease.Etcd etcd) {
      Optional<String> trouble = Optional.empty();
      String holder = "";
      try (Candidate look = visitor(site, etcd)) {
        holder =
            look.holder().map(id -> "; " + id + " has the lease").orElse("; nobody has the lease");
      } catch (IOException e) {
        trouble = Optional.of(String.valueOf(e.getMessage()));
      }
      teller.tell(
          "arbiter.endpoints",
          "etcd answers" + holder,
          trouble,
          "check endpoints, username, password and ca_file; is etcd running?");
      term(site, etcd);
    }
  }

  /** Whether somebody else has the lease; false when that cannot be known. */
  static boolean isAnothers(Site site, Lease.Etcd etcd, String id) {
    try (Candidate look = visitor(site, etcd)) {
      return look.holder().filter(holder -> !holder.equals(id)).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  static Candidate visitor(Site site, Lease.Etcd etcd) throws IOException {
    String id = "piha-check-" + UUID.randomUUID().toString().substring(0, 8);
    return Etcd.candidate(etcd, site.name(), id, id, new EngineClock());
  }

  /** A cycle that is begun with a fresh lease ends within it, though etcd falls silent. */
  private void term(Site site, Lease.Etcd etcd) {
    Duration cycle = site.powerGuard().offTime().plus(SWITCHING);
    Duration left = Held.leastLeft(etcd.ttl());
    if (!site.switches().isEmpty() && left.compareTo(cycle) < 0) {
      teller.tell(
          "arbiter.ttl",
          "",
          Optional.of(
              "a power cycle takes "
                  + cycle.toSeconds()
                  + " s, and of a lease of "
                  + etcd.ttl().toSeconds()
                  + " s no more than "
                  + left.toSeconds()
                  + " s may be left: should etcd fall silent in between, the port stays off until"
                  + " etcd is back"),
          "write a longer ttl, such as " + (cycle.toSeconds() * 10 / 7 + 3) + "s");
    }
  }
}
