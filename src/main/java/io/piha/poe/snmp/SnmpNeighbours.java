package io.piha.poe.snmp;

import io.piha.poe.Attached;
import io.piha.poe.SwitchTrouble;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiPredicate;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Who is on which port: learned addresses of the bridge (RFC 4188, and RFC 4363 where it knows
 * VLANs) and the names that neighbours tell (LLDP, IEEE 802.1AB).
 *
 * <p>The tables count bridge ports, the PoE table counts its own; nothing joins the two. On a
 * single device the numbers are the same, and that is what is taken here.
 */
final class SnmpNeighbours {

  /** dot1dTpFdbPort: the bridge port, by the address's six bytes. */
  static final OID LEARNED = new OID("1.3.6.1.2.1.17.4.3.1.2");

  /** dot1qTpFdbPort: the same, by a number for the VLAN and the six bytes. */
  static final OID LEARNED_BY_VLAN = new OID("1.3.6.1.2.1.17.7.1.2.2.1.2");

  /** lldpRemSysName, by time mark, local port and a number. */
  static final OID NAME = new OID("1.0.8802.1.1.2.1.4.1.1.9");

  private static final int MOST_ROWS = 512;
  private static final int MOST_VLANS = 64;
  private static final int BYTES = 6;
  private static final int LONGEST_NAME = 64;

  private final SnmpSession session;
  private final SnmpConfig config;

  SnmpNeighbours(SnmpSession session, SnmpConfig config) {
    this.session = session;
    this.config = config;
  }

  List<Attached> all() throws SwitchTrouble {
    List<Attached> all = new ArrayList<>();
    walk(LEARNED, MOST_ROWS, (index, value) -> add(all, index, value));
    if (all.isEmpty()) {
      walk(LEARNED_BY_VLAN, MOST_ROWS, (index, value) -> add(all, index, value));
    }
    walk(
        NAME,
        MOST_ROWS,
        (index, value) -> {
          if (index.size() == 3 && value instanceof OctetString text && text.length() > 0) {
            String name = text.toASCII(' ').strip();
            all.add(
                new Attached(
                    Integer.toString(index.get(1)),
                    "",
                    name.substring(0, Math.min(LONGEST_NAME, name.length()))));
          }
          return true;
        });
    return List.copyOf(all);
  }

  private static boolean add(List<Attached> all, OID index, Variable value) {
    if (index.size() >= BYTES && value instanceof Integer32 port && port.getValue() > 0) {
      all.add(new Attached(Integer.toString(port.getValue()), mac(index), ""));
    }
    return true;
  }

  /** By the address itself: one question, and one for each VLAN where the bridge knows them. */
  List<String> learnedOn(String mac) throws SwitchTrouble {
    OID address = index(mac);
    List<String> ports = new ArrayList<>();
    ask(PDU.GET, new OID(LEARNED).append(address), ports);
    OID from = LEARNED_BY_VLAN;
    for (int i = 0; i < MOST_VLANS; i++) {
      OID next = next(from).getOid();
      if (!next.startsWith(LEARNED_BY_VLAN) || next.compareTo(from) <= 0) {
        break;
      }
      OID vlan = new OID(LEARNED_BY_VLAN).append(next.get(LEARNED_BY_VLAN.size()));
      ask(PDU.GET, new OID(vlan).append(address), ports);
      from = new OID(vlan).append(new OID("255.255.255.255.255.255.255"));
    }
    return ports.stream().distinct().toList();
  }

  private void ask(int type, OID cell, List<String> ports) throws SwitchTrouble {
    PDU request = session.request(type);
    request.add(new VariableBinding(cell));
    PDU answer = session.ask("looking for an address on " + config.name(), request, retries());
    for (VariableBinding each : answer.getVariableBindings()) {
      boolean ours = cell.equals(each.getOid());
      if (ours && each.getVariable() instanceof Integer32 port && port.getValue() > 0) {
        ports.add(Integer.toString(port.getValue()));
      }
    }
  }

  private void walk(OID column, int most, BiPredicate<OID, Variable> row) throws SwitchTrouble {
    OID last = column;
    for (int i = 0; i < most; i++) {
      VariableBinding next = next(last);
      OID oid = next.getOid();
      if (!oid.startsWith(column) || oid.compareTo(last) <= 0 || next.isException()) {
        return;
      }
      OID index = new OID(oid.getValue(), column.size(), oid.size() - column.size());
      if (!row.test(index, next.getVariable())) {
        return;
      }
      last = oid;
    }
  }

  private VariableBinding next(OID from) throws SwitchTrouble {
    PDU request = session.request(PDU.GETNEXT);
    request.add(new VariableBinding(from));
    PDU answer = session.ask("listing who is on " + config.name(), request, retries());
    return answer.size() == 0 ? new VariableBinding(new OID("0.0")) : answer.get(0);
  }

  private int retries() {
    return config.retries();
  }

  /** The last six numbers of an index as an address. */
  static String mac(OID index) {
    StringBuilder mac = new StringBuilder();
    for (int i = index.size() - BYTES; i < index.size(); i++) {
      mac.append(mac.isEmpty() ? "" : ":").append(HexFormat.of().toHexDigits((byte) index.get(i)));
    }
    return mac.toString();
  }

  static OID index(String mac) {
    String[] parts = mac.split(":", -1);
    int[] bytes = new int[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = Integer.parseInt(parts[i], 16);
    }
    return new OID(bytes);
  }
}
