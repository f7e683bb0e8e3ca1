package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything the world can tell the arbiter. Time is told apart, with each signal. */
public sealed interface Signal {

  /** Concerns one service. */
  sealed interface OfService extends Signal {
    /** The service's name. */
    String service();
  }

  /** Concerns one switch port. */
  sealed interface OfPort extends Signal {
    /** The port. */
    PortId port();
  }

  /** Concerns the site as a whole: our own sight. */
  sealed interface OfSite extends Signal {}

  /**
   * A live heartbeat (never a replayed one).
   *
   * @param host who beats; may be unknown to the configuration
   * @param claim what it says of itself, where it says anything
   * @param epoch the epoch it has seen, where it says one
   * @param planned an absence it announces
   * @param arrivedAt when it reached this process
   * @param seq its counter, where it carries one; nothing is decided by it
   */
  record Heartbeat(
      String service,
      String host,
      Optional<HostClaim> claim,
      OptionalLong epoch,
      Optional<Absence> planned,
      Instant arrivedAt,
      OptionalLong seq)
      implements OfService {

    /** One that does not count. */
    public Heartbeat(
        String service,
        String host,
        Optional<HostClaim> claim,
        OptionalLong epoch,
        Optional<Absence> planned,
        Instant arrivedAt) {
      this(service, host, claim, epoch, planned, arrivedAt, OptionalLong.empty());
    }
  }

  /**
   * A message on the {@code state} topic that is not our own.
   *
   * @param state what it says; {@code LEADER} from a host is a claim or an acknowledgement
   * @param host whom it names; empty for {@code none}
   * @param epoch its epoch, where it says one
   * @param claim what the named host is said to be: its own word when {@code state} is no public
   *     one
   * @param replayed delivered with the retain flag on subscription
   */
  record Announcement(
      String service,
      Optional<PublicState> state,
      String host,
      HostClaim claim,
      OptionalLong epoch,
      boolean replayed,
      Instant arrivedAt)
      implements OfService {}

  /** An order on {@code cmd} that carries an epoch and was not given by us. */
  record ForeignOrder(String service, Order order, boolean replayed) implements OfService {}

  /**
   * What the freeze topic carries.
   *
   * @param ours our own word of an earlier run, kept by the broker; news only to one who has
   *     forgotten it
   */
  record FreezeSeen(String service, boolean frozen, boolean ours) implements OfService {}

  /** The freeze topic was emptied. */
  record FreezeEmptied(String service) implements OfService {}

  /** Something on one of the service's topics could not be read. */
  record Unreadable(String service, String topic, String why) implements OfService {}

  /**
   * All probes of a host were asked once.
   *
   * @param startedAt when the first probe began
   * @param endedAt when the last one ended
   */
  record ProbeRound(
      String service,
      String host,
      Map<String, ProbeResult> results,
      Instant startedAt,
      Instant endedAt)
      implements OfService {
    public ProbeRound {
      results = Map.copyOf(results);
    }
  }

  /** The broker confirmed a retained state, or did not. */
  record StatePublished(
      String service, PublicState state, long epoch, boolean confirmed, String why)
      implements OfService {}

  /** An order left for the broker and was confirmed, or was not. */
  record OrderSent(String service, String orderId, boolean confirmed, String why)
      implements OfService {}

  /**
   * The first sending of a promote order did not leave, since writing it down took so long that
   * what it rests on may be over (S11).
   */
  record OrderWithheld(String service, String orderId, String why) implements OfService {}

  /**
   * What waited while the order was withheld has been heard: whether it may leave is asked anew.
   */
  record OrderWaits(String service, String orderId) implements OfService {}

  /** Somebody asks for something. */
  record Asked(Request request) implements OfService {
    @Override
    public String service() {
      return request.service();
    }
  }

  /**
   * A request was turned away by the adapter that heard it and needs only to be told in the audit.
   *
   * @param requestId the request's id, generated where it named none
   * @param by who it claims to be from, as audit records say it; not verified
   */
  record RequestRefused(String service, String requestId, String by, String why)
      implements OfService {}

  /**
   * The mirror job looked at the repository.
   *
   * @param answers the request for which it looked; empty when it looked by itself
   * @param due its schedule says that what may be released is to be released now
   */
  record MirrorSeen(String service, MirrorView view, String answers, boolean due)
      implements OfService {}

  /** What came of {@link Effect.ReleaseCommit}. */
  record CommitReleased(String service, String releaseId, boolean done, String why)
      implements OfService {}

  /**
   * The repository carries a freeze that is not ours.
   *
   * @param by who set it, in the words found there
   * @param until when it ends by itself, in the engine's time
   */
  record FreezeFound(String service, String by, String reason, Optional<Instant> until)
      implements OfService {}

  /** The staged snapshots of a host, newest first. */
  record SnapshotsSeen(String service, String host, List<StagedSnapshot> staged)
      implements OfService {
    public SnapshotsSeen {
      staged = List.copyOf(staged);
    }
  }

  /** By its schedule a snapshot of the host is due; said again until one is taken. */
  record SnapshotDue(String service, String host) implements OfService {}

  /** How far a snapshot, restore or reinstall has come. */
  record ChoreProgress(String service, Chore.Progress progress) implements OfService {}

  /**
   * A snapshot, restore or reinstall ended.
   *
   * @param detail for the audit: exit code, output, size
   */
  record ChoreEnded(
      String service, String choreId, boolean done, String why, Map<String, Object> detail)
      implements OfService {
    public ChoreEnded {
      detail = Map.copyOf(detail);
    }
  }

  /**
   * A decision would have broken a safety rule, and was not carried out.
   *
   * @param rule its number
   * @param why what was seen, with its numbers
   */
  record RuleBroken(String service, String rule, String why) implements OfService {}

  /** The service's own deadline came. */
  record Due(String service) implements OfService {}

  /** A port was read; empty when the switch did not answer. */
  record PortRead(PortId port, Optional<PortReading> reading, String why, Instant startedAt)
      implements OfPort {}

  /** What the switch said to a command; its word proves nothing. */
  record PortSet(PortId port, String actId, boolean on, SetAnswer answer, String why)
      implements OfPort {}

  /**
   * On which ports its switch has learned the address of the host that this port powers.
   *
   * @param ports as the driver names them; empty when the switch has not heard it lately
   */
  record HostLearned(PortId port, String mac, List<String> ports) implements OfPort {
    public HostLearned {
      ports = List.copyOf(ports);
    }
  }

  /** The port's own deadline came. */
  record PortDue(PortId port) implements OfPort {}

  /**
   * How long a switch has been up, from its own counter.
   *
   * @param device the switch's name
   */
  record SwitchUptime(String device, Duration uptime) implements OfSite {}

  /** Connected to the broker and subscribed. */
  record BrokerConnected() implements OfSite {}

  /** The connection to the broker is gone or proved dead. */
  record BrokerLost(String why) implements OfSite {}

  /** Our own message came back through the broker. */
  record RoundTrip() implements OfSite {}

  /**
   * All witnesses were asked once.
   *
   * @param answers by witness; an empty text means it answered, else why not
   */
  record WitnessRound(Map<String, String> answers) implements OfSite {
    public WitnessRound {
      answers = Map.copyOf(answers);
    }
  }

  /**
   * An engine told of every container that is watched there.
   *
   * @param engine as it is shown
   * @param readings by the name under which each container is shown
   * @param trouble why the engine could not be asked; empty when it told
   */
  record ContainersSeen(String engine, Map<String, ContainerReading> readings, String trouble)
      implements OfSite {
    public ContainersSeen {
      readings = Map.copyOf(readings);
    }
  }

  /**
   * This process did not run, or the clocks disagree on how much time passed.
   *
   * @param gap how long nothing ran
   */
  record Stalled(Duration gap) implements OfSite {}

  /**
   * The engine begins to act, on a loaded or an empty state.
   *
   * @param machineRestarted the machine itself has started since the state was last written
   */
  record Started(boolean machineRestarted) implements OfSite {}

  /** The site's own deadline came: something of the site may have lasted long enough. */
  record SightDue() implements OfSite {}

  /** A valid new configuration. */
  record Reconfigured(SitePolicy policy) implements OfSite {}

  /** What a switch said to a command. */
  enum SetAnswer {
    /** It said yes. */
    ACCEPTED,
    /** It said no; nothing was changed. */
    REFUSED,
    /** No answer, or one that leaves it open whether the command took effect. */
    UNKNOWN,
    /** The command was not sent, because its time had passed. */
    NOT_SENT
  }
}
