package io.piha.arbiter;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A command that an operator or another program asks for; checked for form and signature by the
 * adapter that heard it, judged by the arbiter.
 *
 * @param id names the request; one that was seen before is refused
 * @param service the service meant
 * @param command what is asked
 * @param host the host meant; empty where the command names none
 * @param by {@code operator:NAME}, as audit records say it
 * @param reason why, in the operator's words; may be empty
 * @param until for a freeze: thaw by itself after this time
 * @param force pass the rules that the command's documentation names
 * @param overrideGuard pass the power guard's minimum interval
 * @param overrideIncident for a sync: pass the incident check
 * @param dryRun say what would happen and do nothing
 * @param revision refused when the service has moved on from it
 * @param replayed delivered with the retain flag; never has an effect
 * @param subject for a restore the snapshot meant, empty for the newest; for a sync {@link
 *     #ROLLBACK}, or empty
 */
public record Request(
    String id,
    String service,
    Command command,
    String host,
    String by,
    String reason,
    Optional<Duration> until,
    boolean force,
    boolean overrideGuard,
    boolean overrideIncident,
    boolean dryRun,
    OptionalLong revision,
    boolean replayed,
    String subject) {

  /** The subject of a sync that takes the last release back. */
  public static final String ROLLBACK = "rollback";

  /** A request that needs no subject. */
  public Request(
      String id,
      String service,
      Command command,
      String host,
      String by,
      String reason,
      Optional<Duration> until,
      boolean force,
      boolean overrideGuard,
      boolean overrideIncident,
      boolean dryRun,
      OptionalLong revision,
      boolean replayed) {
    this(
        id,
        service,
        command,
        host,
        by,
        reason,
        until,
        force,
        overrideGuard,
        overrideIncident,
        dryRun,
        revision,
        replayed,
        "");
  }

  /** A plain request, nothing forced. */
  public static Request of(
      String id, String service, Command command, String host, String by, String reason) {
    return new Request(
        id,
        service,
        command,
        host,
        by,
        reason,
        Optional.empty(),
        false,
        false,
        false,
        false,
        OptionalLong.empty(),
        false);
  }

  /** The same, asked by somebody else. */
  public Request askedBy(String whom) {
    return new Request(
        id,
        service,
        command,
        host,
        whom,
        reason,
        until,
        force,
        overrideGuard,
        overrideIncident,
        dryRun,
        revision,
        replayed,
        subject);
  }

  /** The same, to be answered and not done. */
  public Request asDryRun() {
    return dryRun(true);
  }

  /** The same, to be done: what a hypothetical world does with a dry run. */
  public Request asReal() {
    return dryRun(false);
  }

  private Request dryRun(boolean only) {
    return new Request(
        id,
        service,
        command,
        host,
        by,
        reason,
        until,
        force,
        overrideGuard,
        overrideIncident,
        only,
        revision,
        replayed,
        subject);
  }

  /** The same, about a snapshot or a rollback. */
  public Request about(String what) {
    return new Request(
        id,
        service,
        command,
        host,
        by,
        reason,
        until,
        force,
        overrideGuard,
        overrideIncident,
        dryRun,
        revision,
        replayed,
        what);
  }
}
