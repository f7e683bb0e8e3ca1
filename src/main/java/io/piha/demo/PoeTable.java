package io.piha.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/** What the simulated switch shows: the system group and the PoE port table of RFC 3621. */
final class PoeTable {
  /** {@code pethPsePortAdminEnable} of group 1; the last part is the port. */
  static final OID ADMIN = new OID("1.3.6.1.2.1.105.1.1.1.3.1");

  static final int ON = 1;
  static final int OFF = 2;

  private static final String PORT = "1.3.6.1.2.1.105.1.1.1.";
  private static final String MAIN = "1.3.6.1.2.1.105.1.3.1.1.";
  private static final int WATTS_PER_PORT = 6;

  private final NavigableMap<OID, Supplier<Variable>> rows = new TreeMap<>();

  PoeTable(Map<Integer, PoePort> ports, InstantSource clock) {
    Instant since = clock.instant();
    row("1.3.6.1.2.1.1.1.0", () -> new OctetString("PiHA demo switch"));
    row(
        "1.3.6.1.2.1.1.3.0",
        () -> new TimeTicks(Duration.between(since, clock.instant()).toMillis() / 10));
    row("1.3.6.1.2.1.1.5.0", () -> new OctetString("demo-switch"));
    ports.forEach(this::port);
    row(MAIN + "2.1", () -> new Gauge32(120));
    row(MAIN + "3.1", () -> new Integer32(1));
    row(
        MAIN + "4.1",
        () -> new Gauge32(WATTS_PER_PORT * ports.values().stream().filter(PoePort::feeds).count()));
    row(MAIN + "5.1", () -> new Integer32(80));
  }

  private void port(int number, PoePort port) {
    row(PORT + "3.1." + number, () -> new Integer32(port.on() ? ON : OFF));
    row(PORT + "4.1." + number, () -> new Integer32(2));
    row(PORT + "5.1." + number, () -> new Integer32(1));
    row(PORT + "6.1." + number, () -> new Integer32(port.detection()));
    row(PORT + "7.1." + number, () -> new Integer32(3));
    row(PORT + "9.1." + number, () -> new OctetString(port.label()));
    row(PORT + "10.1." + number, () -> new Integer32(5));
  }

  private void row(String oid, Supplier<Variable> value) {
    rows.put(new OID(oid), value);
  }

  Optional<Variable> get(OID oid) {
    return Optional.ofNullable(rows.get(oid)).map(Supplier::get);
  }

  /** The first row after the given name, in the order of names. */
  Optional<Entry<OID, Variable>> next(OID oid) {
    return Optional.ofNullable(rows.higherEntry(oid))
        .map(row -> Map.entry(row.getKey(), row.getValue().get()));
  }
}
