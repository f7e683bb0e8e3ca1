package io.piha.console;

import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.console.kit.Foretold;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a simulated house would have lived through, as the engine would tell it. */
public final class Stories {

  /** The revision of the calm estate. */
  public static final long REVISION = Estates.calm().services().getFirst().revision();

  private Stories() {}

  /** The leader dies for good and the standby takes over. */
  public static Foretold.Story takenOver() {
    return story(
        List.of(
            step(
                86_010,
                Kind.HEARTBEAT_LOST,
                Severity.WARNING,
                "no heartbeat from haos for 90 s, limit 90 s; verifying over its probes"),
            step(
                89_010,
                Kind.RECOVERY_STARTED,
                Severity.WARNING,
                "haos is silent and verified (supervisor: no answer within 3 s, core: no answer"
                    + " within 3 s); cycling its power at port rack/8"),
            step(89_060, Kind.POWER_OFF, Severity.INFO, "port rack/8 reads off; on again in 8 s"),
            step(
                97_110,
                Kind.POWER_CYCLED,
                Severity.WARNING,
                "port rack/8 was off for 8 s and delivers power again"),
            step(
                162_200,
                Kind.FENCED,
                Severity.WARNING,
                "haos is fenced: port rack/8 reads off and not delivering in 13 readings over 5 s"),
            step(
                162_200,
                Kind.PROMOTE_ORDERED,
                Severity.WARNING,
                "standby is ordered to lead with epoch 8: haos is silent; port rack/8 is proven"
                    + " off"),
            step(
                162_230,
                Kind.PROMOTED,
                Severity.WARNING,
                "standby leads home-assistant with epoch 8: standby announced itself"),
            step(
                162_230,
                Kind.UNPROTECTED,
                Severity.WARNING,
                "if the leader died now, the house would not go on: no fit standby: haos: its port"
                    + " is held off")),
        164,
        Optional.of("standby"),
        Optional.of(Duration.ofMillis(162_230)),
        "failed_over",
        "standby leads; haos is held without power until failback",
        Optional.of(new Foretold.Part("heartbeat_timeout", Duration.ofSeconds(86))));
  }

  /** Leader and standby die. */
  public static Foretold.Story leaderless() {
    return story(
        List.of(
            step(
                86_010,
                Kind.HEARTBEAT_LOST,
                Severity.WARNING,
                "no heartbeat from haos for 90 s, limit 90 s; verifying over its probes"),
            step(
                159_110,
                Kind.LEADERLESS,
                Severity.CRITICAL,
                "nobody leads home-assistant: haos is silent, and nobody else is fit: standby: api"
                    + " no answer within 3 s (S7)")),
        235,
        Optional.empty(),
        Optional.empty(),
        "leaderless",
        "Nobody leads home-assistant: haos is silent, and nobody else is fit: standby: api no"
            + " answer within 3 s (S7)",
        Optional.empty());
  }

  /** The power cycle brings the leader back. */
  public static Foretold.Story back() {
    return story(
        List.of(
            step(89_010, Kind.RECOVERY_STARTED, Severity.WARNING, "cycling its power"),
            step(
                143_100,
                Kind.HEARTBEAT_BACK,
                Severity.INFO,
                "a heartbeat of haos arrived during the recovery; haos leads on")),
        143,
        Optional.of("haos"),
        Optional.empty(),
        "normal",
        "haos leads; last heartbeat 13 s ago",
        Optional.empty());
  }

  /** Only seen. */
  public static Foretold.Story blind() {
    return story(
        List.of(
            step(
                50,
                Kind.BLIND,
                Severity.WARNING,
                "blind: the broker is not connected (connection closed); nothing automatic is reset"
                    + " or promoted")),
        0,
        Optional.of("haos"),
        Optional.empty(),
        "normal",
        "haos leads; last heartbeat 3 s ago",
        Optional.empty());
  }

  /** Not even that. */
  public static Foretold.Story nothing() {
    return story(
        List.of(),
        0,
        Optional.of("haos"),
        Optional.empty(),
        "normal",
        "haos leads",
        Optional.empty());
  }

  /** The same with another sentence and phase in the end. */
  public static Foretold.Story ending(Foretold.Story of, String phase, String why) {
    return new Foretold.Story(
        of.service(),
        of.at(),
        of.revision(),
        of.boot(),
        of.leader(),
        of.steps(),
        of.without(),
        of.leads(),
        of.takesOver(),
        phase,
        why,
        of.longest(),
        of.lived());
  }

  private static Foretold.Story story(
      List<Foretold.Step> steps,
      int without,
      Optional<String> leads,
      Optional<Duration> takesOver,
      String phase,
      String why,
      Optional<Foretold.Part> longest) {
    return new Foretold.Story(
        "home-assistant",
        Estates.NOW,
        REVISION,
        Duration.ofSeconds(45),
        Optional.of("haos"),
        steps,
        Duration.ofSeconds(without),
        leads,
        takesOver,
        phase,
        why,
        longest,
        Duration.ofSeconds(237));
  }

  private static Foretold.Step step(int after, Kind kind, Severity severity, String words) {
    return new Foretold.Step(Duration.ofMillis(after), kind, severity, words);
  }
}
