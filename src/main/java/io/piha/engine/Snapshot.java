package io.piha.engine;

import io.piha.journal.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * What the engine knows and means to do, at one instant. Immutable; for showing only. The words are
 * those of the status document.
 *
 * @param at wall time of the picture
 * @param services in the order of the configuration
 * @param alertsPending messages that wait, over all channels
 * @param alertsFailed messages that were refused for good in the last 24 h
 * @param latest the newest audit records, newest first, at most {@link #LATEST}
 * @param channels the ways on which people are told
 * @param surroundings what stands beside the hosts
 */
public record Snapshot(
    Instant at,
    Control control,
    Broker broker,
    boolean isolated,
    List<ServiceView> services,
    List<WitnessView> witnesses,
    List<SwitchView> switches,
    Map<String, String> containers,
    int alertsPending,
    int alertsFailed,
    long lastAuditId,
    List<AuditRecord> latest,
    Optional<String> configTrouble,
    List<ChannelView> channels,
    Surroundings surroundings) {

  /** The same with how alerts stand, and with trouble of the configuration where it has none. */
  public Snapshot with(int pending, int failed, List<ChannelView> ways, Optional<String> trouble) {
    return new Snapshot(
        at,
        control,
        broker,
        isolated,
        services,
        witnesses,
        switches,
        containers,
        pending,
        failed,
        lastAuditId,
        latest,
        configTrouble.or(() -> trouble),
        ways,
        surroundings);
  }

  /** A picture in which nobody is to be told anything. */
  public Snapshot(
      Instant at,
      Control control,
      Broker broker,
      boolean isolated,
      List<ServiceView> services,
      List<WitnessView> witnesses,
      List<SwitchView> switches,
      Map<String, String> containers,
      int alertsPending,
      int alertsFailed,
      long lastAuditId,
      List<AuditRecord> latest,
      Optional<String> configTrouble) {
    this(
        at,
        control,
        broker,
        isolated,
        services,
        witnesses,
        switches,
        containers,
        alertsPending,
        alertsFailed,
        lastAuditId,
        latest,
        configTrouble,
        List.of(),
        Surroundings.named(containers, at));
  }

  /** Another one after each change of a service that is told at once. */
  public long revision() {
    return ServiceViews.revision(services);
  }

  /** The same, each view of a service touched up when somebody looks at it. */
  public Snapshot withServices(UnaryOperator<ServiceView> touch) {
    return withServices(ServiceViews.touched(services, touch));
  }

  /** The same with these views of its services. */
  public Snapshot withServices(List<ServiceView> views) {
    return new Snapshot(
        at,
        control,
        broker,
        isolated,
        views,
        witnesses,
        switches,
        containers,
        alertsPending,
        alertsFailed,
        lastAuditId,
        latest,
        configTrouble,
        channels,
        surroundings);
  }

  /** The same with what stands beside the hosts. */
  public Snapshot with(Surroundings beside) {
    return new Snapshot(
        at,
        control,
        broker,
        isolated,
        services,
        witnesses,
        switches,
        words(beside),
        alertsPending,
        alertsFailed,
        lastAuditId,
        latest,
        configTrouble,
        channels,
        beside);
  }

  private static Map<String, String> words(Surroundings beside) {
    Map<String, String> words = new LinkedHashMap<>();
    beside.containers().forEach(each -> words.put(each.name(), each.word()));
    return words;
  }

  /** How many audit records a snapshot carries. */
  public static final int LATEST = 50;

  /** The same with these audit records, newest first. */
  public Snapshot with(List<AuditRecord> records) {
    return new Snapshot(
        at,
        control,
        broker,
        isolated,
        services,
        witnesses,
        switches,
        containers,
        alertsPending,
        alertsFailed,
        records.isEmpty() ? lastAuditId : records.getFirst().id(),
        records,
        configTrouble,
        channels,
        surroundings);
  }

  /**
   * Who we are.
   *
   * @param role {@code active} or {@code standby}
   * @param term of the lease in etcd by which it acts; empty where it needs none
   */
  public record Control(
      String id, String site, String role, String version, Instant startedAt, OptionalLong term) {}

  /** The link to the broker; {@code since} is when it last changed. */
  public record Broker(boolean connected, Instant since, String why) {}

  /**
   * One service.
   *
   * @param phase normal, suspect, recovering, promoting, failed_over, maintenance, failing_back,
   *     conflict, leaderless or blind
   * @param why one sentence of truth: who leads and what comes next
   * @param leadsSince when the leader got its leadership
   * @param operation the last or running request that takes time
   * @param upkeep the mirror, the snapshots and what is done to a host
   */
  public record ServiceView(
      String name,
      String phase,
      Optional<String> leader,
      Optional<Instant> leadsSince,
      long epoch,
      long revision,
      Freeze freeze,
      String why,
      List<WhyStep> whySteps,
      boolean protectedNow,
      List<String> unprotectedBecause,
      Optional<Next> next,
      List<Next> queue,
      Optional<IncidentView> incident,
      List<HostView> hosts,
      Optional<OperationView> operation,
      int cyclesPerDay,
      int failoversLeft,
      UpkeepView upkeep) {

    /** A service without mirror and snapshots. */
    public ServiceView(
        String name,
        String phase,
        Optional<String> leader,
        Optional<Instant> leadsSince,
        long epoch,
        long revision,
        Freeze freeze,
        String why,
        List<WhyStep> whySteps,
        boolean protectedNow,
        List<String> unprotectedBecause,
        Optional<Next> next,
        List<Next> queue,
        Optional<IncidentView> incident,
        List<HostView> hosts,
        Optional<OperationView> operation,
        int cyclesPerDay,
        int failoversLeft) {
      this(
          name,
          phase,
          leader,
          leadsSince,
          epoch,
          revision,
          freeze,
          why,
          whySteps,
          protectedNow,
          unprotectedBecause,
          next,
          queue,
          incident,
          hosts,
          operation,
          cyclesPerDay,
          failoversLeft,
          UpkeepView.NOTHING);
    }

    /** The same with another view of its upkeep. */
    public ServiceView with(UpkeepView other) {
      return new ServiceView(
          name,
          phase,
          leader,
          leadsSince,
          epoch,
          revision,
          freeze,
          why,
          whySteps,
          protectedNow,
          unprotectedBecause,
          next,
          queue,
          incident,
          hosts,
          operation,
          cyclesPerDay,
          failoversLeft,
          other);
    }
  }

  /** A link of the chain a person can check: seen → verified → able to judge → did → will do. */
  public record WhyStep(String word, String text, Mood mood) {}

  /** How a line feels; the colour is the style sheet's business. */
  public enum Mood {
    PLAIN,
    NOTICE,
    BAD
  }

  /** The freeze flag, with its author and end. */
  public record Freeze(
      boolean frozen, Optional<Instant> since, Optional<Instant> until, String by, String reason) {}

  /** A planned action. */
  public record Next(String action, String host, Instant at, String why) {}

  /** The incident that is shown; {@code state} is {@code open} or {@code closed}. */
  public record IncidentView(long id, Instant since, String state, boolean acked) {}

  /**
   * A request that takes time; {@code state} is {@code running}, {@code done} or {@code failed}.
   */
  public record OperationView(String requestId, String action, String state, String why) {}

  /**
   * One host.
   *
   * @param state leader, observing, recovering, maintenance, fenced, out, planned or unknown
   * @param sinceHeard from the last heartbeat to {@link Snapshot#at}
   * @param timeout the silence that counts
   * @param epoch the epoch the host itself last named
   */
  public record HostView(
      String name,
      String role,
      String state,
      boolean alive,
      Optional<Instant> lastHeartbeat,
      Optional<Duration> sinceHeard,
      Duration timeout,
      OptionalLong epoch,
      List<ProbeView> probes,
      Optional<PowerView> power,
      Optional<String> planned,
      boolean fit,
      String fitness) {}

  /** One probe's last verdict. */
  public record ProbeView(
      String name, String verdict, String detail, Duration took, Optional<Instant> at) {}

  /**
   * The port that powers a host.
   *
   * @param word on, off, fault or unknown
   * @param doing what the guard does with the port now; empty when nothing
   * @param cyclesLeft automatic cycles left today
   * @param proven when the port last passed its self-test
   * @param provenBy what that was, in words
   */
  public record PowerView(
      String port,
      String word,
      OptionalDouble watts,
      Optional<Instant> readAt,
      String doing,
      boolean held,
      int cyclesLeft,
      Optional<Instant> lastCycle,
      Optional<Instant> proven,
      String provenBy) {

    /** A port that was never proven. */
    public PowerView(
        String port,
        String word,
        OptionalDouble watts,
        Optional<Instant> readAt,
        String doing,
        boolean held,
        int cyclesLeft,
        Optional<Instant> lastCycle) {
      this(port, word, watts, readAt, doing, held, cyclesLeft, lastCycle, Optional.empty(), "");
    }
  }

  /**
   * A way on which people are told.
   *
   * @param waiting messages not delivered yet
   * @param sent messages delivered, ever
   * @param failed messages refused for good, ever
   * @param trouble why nothing is taken at the moment
   */
  public record ChannelView(
      String name, long waiting, long sent, long failed, Optional<String> trouble) {}

  /** A witness outside this machine. */
  public record WitnessView(String name, boolean answers, String why) {}

  /** A switch, as last seen. */
  public record SwitchView(String name, String driver, boolean answers, String why) {}
}
