package io.piha.poe.snmp;

import io.piha.arbiter.PortReading;
import io.piha.engine.NameLookup;
import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.site.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** A switch with the Power Ethernet MIB (RFC 3621). */
public final class SnmpSwitch implements PoeSwitch {
  private static final int MOST_ROWS = 1024;

  private final SnmpConfig config;
  private final SnmpSessions sessions;

  public SnmpSwitch(SnmpConfig config, NameLookup names) {
    this.config = config;
    this.sessions = new SnmpSessions(config, names);
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public Set<Capability> capabilities() {
    return config.capabilities();
  }

  /** Name lookup, a free session, a question with its retries, then a command without. */
  @Override
  public Duration longestCall() {
    return config.timeout().multipliedBy(config.retries() + 4L);
  }

  @Override
  public PortReading read(String port) throws SwitchTrouble {
    OID row = PoeTable.row(name(), config.group(), port);
    return sessions.with(session -> read(session, row, port));
  }

  private PortReading read(SnmpSession session, OID row, String port) throws SwitchTrouble {
    OID admin = PoeTable.cell(PoeTable.ADMIN, row);
    OID detection = PoeTable.cell(PoeTable.DETECTION, row);
    String tried = "reading port " + port + " of " + name();
    PDU answer = get(session, tried, admin, detection);
    return PoeTable.reading(
        "port " + port + " of " + name(), value(answer, admin), value(answer, detection));
  }

  @Override
  public void set(String port, boolean on, BooleanSupplier permit) throws SwitchTrouble {
    OID row = PoeTable.row(name(), config.group(), port);
    String tried = "switching port " + port + " of " + name() + (on ? " on" : " off");
    sessions.with(
        session -> {
          // A question first, so that what must be known before (engine, clock, a living
          // connection) is known, and the command itself leaves at once and once.
          read(session, row, port);
          if (!permit.getAsBoolean()) {
            throw new SwitchTrouble(SwitchTrouble.Kind.NOT_SENT, tried + ": its time had passed");
          }
          PDU command = session.request(PDU.SET);
          command.add(new VariableBinding(PoeTable.cell(PoeTable.ADMIN, row), PoeTable.admin(on)));
          return session.ask(tried, command, 0);
        });
  }

  /** sysUpTime. It starts again at zero after 497 days, which then looks like a restart. */
  @Override
  public Duration uptime() throws SwitchTrouble {
    PDU answer =
        sessions.with(
            session -> get(session, "reading the uptime of " + name(), SnmpConstants.sysUpTime));
    if (value(answer, SnmpConstants.sysUpTime) instanceof TimeTicks ticks) {
      return Duration.ofMillis(ticks.toMilliseconds());
    }
    throw new SwitchTrouble(SwitchTrouble.Kind.BAD_ANSWER, name() + " does not tell its uptime");
  }

  @Override
  public List<PortRow> ports() throws SwitchTrouble {
    return sessions.with(this::walk);
  }

  private List<PortRow> walk(SnmpSession session) throws SwitchTrouble {
    List<PortRow> rows = new ArrayList<>();
    OID last = PoeTable.ADMIN;
    while (rows.size() < MOST_ROWS) {
      PDU ask = session.request(PDU.GETNEXT);
      ask.add(new VariableBinding(last));
      PDU answer = session.ask("listing the ports of " + name(), ask, config.retries());
      OID next = answer.size() == 0 ? last : answer.get(0).getOid();
      // A switch that does not step forward would otherwise be walked for ever.
      if (!next.startsWith(PoeTable.ADMIN)
          || next.size() != PoeTable.ADMIN.size() + 2
          || next.compareTo(last) <= 0
          || answer.get(0).isException()) {
        return List.copyOf(rows);
      }
      OID row = new OID(next.getValue(), PoeTable.ADMIN.size(), 2);
      String port = PoeTable.name(row, config.group());
      rows.add(described(session, row, port));
      last = next;
    }
    return List.copyOf(rows);
  }

  /** With what the standard has besides: a text for the port, and the class while it delivers. */
  private PortRow described(SnmpSession session, OID row, String port) throws SwitchTrouble {
    PortReading reading = read(session, row, port);
    OID label = PoeTable.cell(PoeTable.LABEL, row);
    OID poeClass = PoeTable.cell(PoeTable.CLASS, row);
    PDU more = get(session, "listing the ports of " + name(), label, poeClass);
    return new PortRow(
        port,
        PoeTable.label(value(more, label)),
        reading.isDelivering() ? PoeTable.className(value(more, poeClass)) : "",
        reading);
  }

  @Override
  public List<Attached> attached() throws SwitchTrouble {
    return sessions.with(session -> new SnmpNeighbours(session, config).all());
  }

  @Override
  public List<String> learnedOn(String mac) throws SwitchTrouble {
    return sessions.with(session -> new SnmpNeighbours(session, config).learnedOn(mac));
  }

  private PDU get(SnmpSession session, String tried, OID... cells) throws SwitchTrouble {
    PDU request = session.request(PDU.GET);
    for (OID cell : cells) {
      request.add(new VariableBinding(cell));
    }
    return session.ask(tried, request, config.retries());
  }

  /** Only an answer to what was asked counts. */
  private static @Nullable Variable value(PDU answer, OID asked) {
    for (VariableBinding binding : answer.getVariableBindings()) {
      if (asked.equals(binding.getOid())) {
        return binding.getVariable();
      }
    }
    return null;
  }

  @Override
  public void close() {
    sessions.close();
  }
}
