package io.piha.poe.snmp;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.SwitchTrouble;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** The two columns of RFC 3621's port table that matter, and what their values mean. */
final class PoeTable {
  /** pethPsePortAdminEnable, a TruthValue. */
  static final OID ADMIN = new OID("1.3.6.1.2.1.105.1.1.1.3");

  /** pethPsePortDetectionStatus. */
  static final OID DETECTION = new OID("1.3.6.1.2.1.105.1.1.1.6");

  /** pethPsePortType: a text by the maker or by people. */
  static final OID LABEL = new OID("1.3.6.1.2.1.105.1.1.1.9");

  /** pethPsePortPowerClassifications: class0 is 1 … class4 is 5; meant only while delivering. */
  static final OID CLASS = new OID("1.3.6.1.2.1.105.1.1.1.10");

  /** TruthValue (RFC 2579). */
  private static final int TRUE = 1;

  private static final int FALSE = 2;

  private static final Pattern ROW = Pattern.compile("(?:(\\d{1,9})\\.)?(\\d{1,9})");

  private PoeTable() {}

  /**
   * The index of a port.
   *
   * @param port {@code 8} or {@code group.port}
   * @param group the group of a port written without one
   */
  static OID row(String device, int group, String port) throws SwitchTrouble {
    Matcher parts = ROW.matcher(port);
    if (!parts.matches()) {
      throw new SwitchTrouble(
          SwitchTrouble.Kind.REFUSED,
          device + " has no port " + port + ": write a number, or GROUP.NUMBER");
    }
    int ownGroup = parts.group(1) == null ? group : Integer.parseInt(parts.group(1));
    return new OID(new int[] {ownGroup, Integer.parseInt(parts.group(2))});
  }

  /** The name of a row: the port alone in the default group. */
  static String name(OID row, int group) {
    return row.get(0) == group ? Integer.toString(row.get(1)) : row.get(0) + "." + row.get(1);
  }

  static OID cell(OID column, OID row) {
    return new OID(column).append(row);
  }

  static Variable admin(boolean on) {
    return new Integer32(on ? TRUE : FALSE);
  }

  /** What both cells of a row say. A switch without the second column is believed the first. */
  static PortReading reading(String what, @Nullable Variable admin, @Nullable Variable detection)
      throws SwitchTrouble {
    if (admin == null || admin.isException()) {
      throw bad(what + " does not exist: the switch has no such row in its PoE table (RFC 3621)");
    }
    return switch (number(what, admin)) {
      case TRUE -> new PortReading(true, delivery(detection), OptionalDouble.empty());
      case FALSE -> new PortReading(false, delivery(detection), OptionalDouble.empty());
      default -> throw bad(what + ": admin state is " + SnmpWords.brief(admin) + ", not 1 or 2");
    };
  }

  private static int number(String what, Variable value) throws SwitchTrouble {
    try {
      return value.toInt();
    } catch (UnsupportedOperationException e) {
      throw bad(what + ": admin state is no number but " + SnmpWords.brief(value));
    }
  }

  static String label(@Nullable Variable value) {
    return value instanceof OctetString text ? text.toASCII(' ') : "";
  }

  static String className(@Nullable Variable value) {
    return value instanceof Integer32 number && number.getValue() >= 1 && number.getValue() <= 9
        ? "class " + (number.getValue() - 1)
        : "";
  }

  /** RFC 3621: disabled 1, searching 2, deliveringPower 3, fault 4, test 5, otherFault 6. */
  private static Delivery delivery(@Nullable Variable detection) {
    if (!(detection instanceof Integer32 status)) {
      return Delivery.UNKNOWN;
    }
    return switch (status.getValue()) {
      case 1, 2 -> Delivery.NOT_DELIVERING;
      case 3 -> Delivery.DELIVERING;
      case 4, 6 -> Delivery.FAULT;
      // A port under test may carry power; so may one with a status from a later standard.
      default -> Delivery.UNKNOWN;
    };
  }

  private static SwitchTrouble bad(String words) {
    return new SwitchTrouble(SwitchTrouble.Kind.BAD_ANSWER, words);
  }
}
