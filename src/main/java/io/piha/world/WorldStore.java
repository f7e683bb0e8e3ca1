package io.piha.world;

import io.piha.rules.Breach;
import io.piha.rules.Rule;
import io.piha.term.LeaseStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The store in which two control planes have their lease and their book, as etcd keeps it: rows
 * with a count of writes, leases that run out and take their rows along, and transactions that are
 * done whole or not at all. It sees who may act, and so it checks S13.
 */
final class WorldStore {

  private static final String HOLDER = "/holder";
  private static final String WRITTEN = "/written";

  private final World world;
  private final TreeMap<String, Kept> rows = new TreeMap<>();
  private final Map<Long, Granted> leases = new HashMap<>();
  private Runnable written = () -> {};
  private long writes;
  private long names;
  private @Nullable Plane lastTaker;

  boolean up = true;

  /** So many writes does a store lose in a restart that is not durable. */
  private static final int LOST = 30;

  private final ArrayDeque<TreeMap<String, Kept>> before = new ArrayDeque<>();

  /** How long a question takes at most, in milliseconds. */
  long slowness;

  private record Kept(LeaseStore.Row row, long lease) {}

  private record Granted(long ttl, long until) {}

  WorldStore(World world) {
    this.world = world;
  }

  /** Is told of each decision that was stored. */
  void onWritten(Runnable told) {
    written = told;
  }

  long latency() {
    return slowness == 0 ? 0 : world.chance.between(1, slowness);
  }

  /** What has run out by now goes, and its rows with it. */
  private void expire() {
    long now = world.leaseTime();
    leases.values().removeIf(each -> each.until() <= now);
    rows.values().removeIf(each -> each.lease() != 0 && !leases.containsKey(each.lease()));
  }

  long grant(Duration ttl) {
    expire();
    names++;
    leases.put(names, new Granted(ttl.toMillis(), world.leaseTime() + ttl.toMillis()));
    return names;
  }

  boolean keepAlive(long lease) {
    expire();
    Granted at = leases.get(lease);
    if (at != null) {
      leases.put(lease, new Granted(at.ttl(), world.leaseTime() + at.ttl()));
    }
    return at != null;
  }

  boolean revoke(long lease) {
    boolean was = leases.remove(lease) != null;
    expire();
    return was;
  }

  Optional<Duration> left(long lease) {
    expire();
    Granted at = leases.get(lease);
    return at == null
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((at.until() - world.leaseTime()) / 1_000));
  }

  List<LeaseStore.Row> under(String prefix) {
    expire();
    List<LeaseStore.Row> found = new ArrayList<>();
    rows.tailMap(prefix, true).values().stream()
        .takeWhile(each -> each.row().key().startsWith(prefix))
        .forEach(each -> found.add(each.row()));
    return found;
  }

  LeaseStore.Answer transact(Plane by, LeaseStore.Transaction what) {
    expire();
    List<Optional<LeaseStore.Row>> read = new ArrayList<>();
    for (String each : what.reads()) {
      read.add(Optional.ofNullable(rows.get(each)).map(Kept::row));
    }
    boolean done = what.only().stream().allMatch(this::is);
    if (done && !what.writes().isEmpty()) {
      writes++;
      if (!world.relies(Assumption.DURABLE_LEASE)) {
        before.addLast(new TreeMap<>(rows));
        if (before.size() > LOST) {
          before.removeFirst();
        }
      }
      what.writes().forEach(each -> write(by, each));
    }
    return new LeaseStore.Answer(done, read);
  }

  private boolean is(LeaseStore.Only only) {
    Kept at = rows.get(only.key());
    return switch (only) {
      case LeaseStore.Only.Is is -> at != null && at.row().value().equals(is.value());
      case LeaseStore.Only.Absent _ -> at == null;
      case LeaseStore.Only.Unchanged same ->
          (at == null ? 0 : at.row().revision()) == same.revision();
    };
  }

  private void write(Plane by, LeaseStore.Write write) {
    switch (write) {
      case LeaseStore.Write.Put put -> {
        if (put.key().endsWith(HOLDER)) {
          taken(by);
        } else if (put.key().endsWith(WRITTEN)) {
          mayWrite(by);
          written.run();
        }
        rows.put(
            put.key(), new Kept(new LeaseStore.Row(put.key(), put.value(), writes), put.lease()));
      }
      case LeaseStore.Write.Drop drop -> rows.remove(drop.key());
      case LeaseStore.Write.DropBetween drop -> rows.subMap(drop.from(), drop.to()).clear();
    }
  }

  // --- S13 ---

  /** Whoever had it before has stopped by its own clock. */
  private void taken(Plane by) {
    world.coverage.term(lastTaker != null && lastTaker != by);
    lastTaker = by;
    oneMayAct();
  }

  /** By its own clock nobody may act but the one who took the lease last. */
  void oneMayAct() {
    for (Plane each : world.planes) {
      if (lastTaker != null && each != lastTaker && each.post().isInOffice()) {
        throw broken(lastTaker.party + " has the lease, and " + each.party + " may still act");
      }
    }
  }

  private void mayWrite(Plane by) {
    if (by != lastTaker) {
      throw broken("a decision of " + by.party + " is stored under another's lease");
    }
  }

  /** Something leaves a control plane; nobody else may have begun since. */
  void mayAct(Plane by, Object what) {
    if (by != lastTaker) {
      throw broken(by.party + " acts (" + what + ") after another has the lease");
    }
  }

  /** One acts, others watch, and nothing stands between them. */
  boolean isCalm() {
    return up
        && slowness == 0
        && world.plane.post().isInOffice()
        && world.planes.stream()
            .allMatch(
                each ->
                    (each == world.plane || each.loop() == null)
                        && !each.isStalled()
                        && each.post().isCalm());
  }

  private Violation broken(String why) {
    return world.violation(new Breach(Rule.S13, "", why));
  }

  // --- what is done to it ---

  /** It runs again, with what it has kept. */
  void restarts() {
    up = true;
    if (!before.isEmpty()) {
      rows.clear();
      rows.putAll(before.getFirst());
      before.clear();
    }
  }

  /** Somebody deletes who has the lease; the holder does not know it yet. */
  void forgetHolder() {
    rows.keySet().removeIf(each -> each.endsWith(HOLDER));
  }
}
