package io.piha.poe.snmp;

import io.piha.poe.SwitchTrouble;
import org.snmp4j.PDU;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/** SNMP's errors, in words that say what to do. */
final class SnmpWords {
  private static final int LONGEST = 60;

  private SnmpWords() {}

  /** A value as it may be shown: short, on one line. */
  static String brief(Variable value) {
    String text = value.toString().replaceAll("\\p{Cntrl}", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** An error status (RFC 3416, section 3) that came back for what was tried. */
  static SwitchTrouble status(String tried, int status) {
    return switch (status) {
      case PDU.noAccess, PDU.authorizationError ->
          refused(tried, "no access: this community or user may not do that");
      case PDU.notWritable, PDU.readOnly ->
          refused(tried, "not writable: no such port, or this switch cannot switch PoE by SNMP");
      case PDU.noSuchName, PDU.noCreation, PDU.inconsistentName ->
          refused(tried, "the switch has no such port");
      case PDU.wrongValue,
          PDU.wrongType,
          PDU.wrongLength,
          PDU.wrongEncoding,
          PDU.badValue,
          PDU.inconsistentValue ->
          refused(tried, "the switch does not take that value (" + name(status) + ")");
      case PDU.resourceUnavailable, PDU.commitFailed, PDU.tooBig ->
          refused(tried, "the switch could not do it (" + name(status) + ")");
      // genErr and undoFailed: the switch itself does not know what it has done.
      default -> bad(tried, "the switch failed (" + name(status) + ")");
    };
  }

  /** Whether a report says that who we are is the trouble; others belong to finding the engine. */
  static boolean isRefusal(OID counter) {
    return counter.startsWith(SnmpConstants.usmStatsWrongDigests)
        || counter.startsWith(SnmpConstants.usmStatsUnknownUserNames)
        || counter.startsWith(SnmpConstants.usmStatsDecryptionErrors)
        || counter.startsWith(SnmpConstants.usmStatsUnsupportedSecLevels);
  }

  /** A v3 report (RFC 3414, section 3.2): the request was not even looked at. */
  static SwitchTrouble report(String tried, OID counter) {
    if (counter.startsWith(SnmpConstants.usmStatsWrongDigests)) {
      return refused(tried, "authentication failed: wrong auth_key or auth protocol");
    }
    if (counter.startsWith(SnmpConstants.usmStatsUnknownUserNames)) {
      return refused(tried, "the switch does not know this user");
    }
    if (counter.startsWith(SnmpConstants.usmStatsDecryptionErrors)) {
      return refused(tried, "decryption failed: wrong privacy_key or privacy protocol");
    }
    if (counter.startsWith(SnmpConstants.usmStatsUnsupportedSecLevels)) {
      return refused(tried, "the switch has this user with other auth or privacy settings");
    }
    if (counter.startsWith(SnmpConstants.usmStatsNotInTimeWindows)) {
      return refused(tried, "the switch's clock of boots and seconds does not fit (time window)");
    }
    return refused(tried, "the switch reported " + counter);
  }

  private static String name(int status) {
    return PDU.toErrorStatusText(status);
  }

  private static SwitchTrouble refused(String tried, String why) {
    return new SwitchTrouble(SwitchTrouble.Kind.REFUSED, tried + " refused: " + why);
  }

  private static SwitchTrouble bad(String tried, String why) {
    return new SwitchTrouble(SwitchTrouble.Kind.BAD_ANSWER, tried + " failed: " + why);
  }
}
