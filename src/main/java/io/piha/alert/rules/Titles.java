package io.piha.alert.rules;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The few words on top of a message, and what a person can do now. */
final class Titles {

  private Titles() {}

  static String subject(@Nullable String service) {
    return service == null ? "" : service + ": ";
  }

  static String of(Entry entry) {
    String host = entry.host() == null ? "" : entry.host();
    return subject(entry.service()) + words(entry.kind(), host, entry);
  }

  private static String words(Kind kind, String host, Entry entry) {
    return switch (kind) {
      case HEARTBEAT_LOST -> host + " is silent";
      case RECOVERY_STARTED -> host + " is being recovered";
      case POWER_CYCLED -> "power of " + host + " was cycled";
      case POWER_FAILED -> "power of " + host + " could not be switched";
      case POWER_REFUSED -> "power of " + host + " is not touched";
      case FENCED -> host + " is fenced";
      case FENCE_FAILED -> host + " could not be fenced";
      case PROMOTED -> host + " leads";
      case PROMOTE_FAILED -> host + " was not promoted";
      case CONFLICT -> "two claim to lead";
      case LEADERLESS -> "nobody leads";
      case ATTENTION -> "please look" + (host.isEmpty() ? "" : " at " + host);
      case BLIND -> "automation is blind";
      case UNPROTECTED -> "not protected";
      case PROBE_FAILED -> "a probe of " + host + " fails";
      case FROZEN -> "frozen";
      case FAILBACK_STARTED -> "failback started";
      case FAILBACK_FAILED -> "failback failed";
      case SYNC_HELD -> "the configuration is not mirrored";
      case SYNC_FAILED -> "mirroring the configuration failed";
      case SNAPSHOT_FAILED -> "no snapshot of " + host;
      case RESTORE_STARTED, RESTORE_DONE, RESTORE_FAILED ->
          "restore of " + host + " " + outcome(kind);
      case REINSTALL_STARTED, REINSTALL_DONE, REINSTALL_FAILED ->
          "reinstall of " + host + " " + outcome(kind);
      case CONTAINER_DOWN -> "container " + host + " is down";
      case ALERT_FAILED -> "messages do not reach " + Causes.channel(entry);
      case CONFIG_REFUSED -> "the changed configuration is not applied";
      case DRILL_STARTED -> "drill started";
      case DRILL_DONE -> drilled(entry);
      case CONTROL_STOPPED -> "the control plane has stopped";
      case RULE_BROKEN -> "a safety rule was broken; automation stopped";
      case ACKNOWLEDGED -> "acknowledged";
      default -> kind.word().replace('_', ' ');
    };
  }

  private static String outcome(Kind kind) {
    String word = kind.word();
    return word.substring(word.indexOf('_') + 1);
  }

  /** The verdict and how long nobody led, or that the house needs a person. */
  private static String drilled(Entry entry) {
    if (Boolean.FALSE.equals(entry.detail().get("as_before"))) {
      return "the drill is over, and THE HOUSE IS NOT AS IT WAS BEFORE";
    }
    String verdict = entry.detail().get("verdict") instanceof String word ? word : "done";
    return entry.detail().get("total_ms") instanceof Number total
        ? "drill "
            + verdict
            + ", "
            + Spans.words(Duration.ofMillis(total.longValue()))
            + " without a leader"
        : "drill " + verdict;
  }

  static String age(String cause, String[] names) {
    return cause.equals("drill_overdue")
        ? subject(names[0]) + "a drill is overdue"
        : subject(names[0]) + "the snapshot of " + names[names.length - 1] + " is too old";
  }

  static String ageText(String cause, String age, Duration limit) {
    return cause.equals("drill_overdue")
        ? "The last drill is " + age + " ago, the limit is " + Spans.words(limit) + "."
        : "The newest snapshot is " + age + " old, the limit is " + Spans.words(limit) + ".";
  }

  /** What to do, for what a person has to do something about; empty for the rest. */
  static String advice(String kind) {
    return switch (kind) {
      case "leaderless" ->
          "What to do: see `piha status` for what stands in the way, mend it or run"
              + " `piha promote HOST --reason …`.";
      case "conflict" ->
          "What to do: find out who acts in the house; `piha status` names the rightful leader.";
      case "blind" ->
          "What to do: check the broker and this machine's network. Requests still work.";
      case "unprotected" -> "What to do: mend what is named, before the leader fails.";
      case "promoted" ->
          "What to do: look after the former leader, then `piha ack` and `piha failback`.";
      case "frozen" -> "What to do: `piha thaw --reason …` when you are done.";
      case "fence_failed", "power_failed", "power_refused" ->
          "What to do: check the switch and the port, by hand if need be.";
      case "config_refused" -> "What to do: `piha check` names every mistake.";
      case "alert_failed" -> "What to do: `piha alert test` tries each channel and says why.";
      case "rule_broken" ->
          "What to do: read `piha audit`, see that one host alone acts, then `piha ack`.";
      case "snapshot_old", "snapshot_failed" -> "What to do: `piha snapshot HOST` tries anew.";
      case "drill_started" ->
          "Until it is done, for two hours at most, all messages of this service begin with"
              + " [DRILL].";
      case "drill_overdue" ->
          "What to do: `piha drill run NAME --live`; a rehearsal does not count.";
      default -> "";
    };
  }
}
