package io.piha.arbiter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A switch port under the guard.
 *
 * @param book what must survive a crash
 * @param reading what it last read as
 * @param readAt when that reading began
 * @param trouble why it could not be read last time; empty when it could
 * @param troubleSince since when it cannot be read
 * @param readAsked when a read was last asked for by a decision, until it answers
 * @param answeredAt when a read last ended, well or badly
 * @param learned where the switch last saw the host's address; absent where it does not tell
 * @param idleSince since when the port delivers and nothing is drawn
 * @param resumed an act was under way when the engine started; reality is read before it goes on
 */
public record PortState(
    PortId id,
    PortBook book,
    @Nullable PortReading reading,
    @Nullable Instant readAt,
    String trouble,
    @Nullable Instant troubleSince,
    @Nullable Instant readAsked,
    @Nullable Instant answeredAt,
    @Nullable Learned learned,
    @Nullable Instant idleSince,
    boolean resumed) {

  static PortState fresh(PortId id) {
    return of(id, PortBook.EMPTY);
  }

  static PortState of(PortId id, PortBook book) {
    return new PortState(id, book, null, null, "", null, null, null, null, null, false);
  }

  /**
   * What must survive a crash.
   *
   * @param act what the guard does with the port now
   * @param hold the port is held off
   * @param owedSince since when power is owed to the port
   * @param ledger cycles and cuts of the last day
   * @param serial counts acts
   * @param proof when the port last passed its self-test; absent while it never did
   * @param elsewhere where the host's address was seen last, while that is another port: cutting
   *     this one would silence somebody else
   */
  public record PortBook(
      @Nullable Act act,
      @Nullable Hold hold,
      @Nullable Instant owedSince,
      List<Count> ledger,
      long serial,
      @Nullable Proof proof,
      @Nullable Learned elsewhere) {

    static final PortBook EMPTY = new PortBook(null, null, null, List.of(), 0, null, null);

    public PortBook {
      ledger = List.copyOf(ledger);
    }
  }

  /**
   * Where the host's address was seen.
   *
   * @param ports as the driver names them, sorted; empty when nowhere
   */
  public record Learned(String mac, List<String> ports, Instant at) {
    public Learned {
      ports = List.copyOf(ports);
    }
  }

  /**
   * A self-test that was passed, without cutting anything.
   *
   * @param host whose power it was
   * @param how what was seen, as a clause for people
   */
  public record Proof(String host, Instant at, String how) {}

  /** What the guard can do with a port. */
  public enum Doing {
    /** Off for a while, then on. */
    CYCLE,
    /** Off, proven off, and held. */
    HOLD,
    /** On again. */
    RESTORE
  }

  /** Where an act stands. */
  public enum Step {
    /** The off command was decided; its answer is awaited. */
    OFF_COMMANDED,
    /** The switch answered; its own reading is awaited. */
    OFF_READING,
    /** Confirmed off; the off time runs. */
    OFF_CONFIRMED,
    /** The on command was decided; its answer is awaited. */
    ON_COMMANDED,
    /** The switch answered; its own reading is awaited. */
    ON_READING
  }

  /**
   * An act under way.
   *
   * @param service on whose behalf
   * @param host whose power it is
   * @param incident the incident it belongs to; 0 for none
   * @param automatic not asked for by a request
   * @param stepAt when the step began
   * @param offSince first of the unbroken off readings
   * @param offReadings how many; on the way back on, whether it failed before
   */
  public record Act(
      String id,
      Doing doing,
      String service,
      String host,
      long incident,
      boolean automatic,
      Instant startedAt,
      Step step,
      Instant stepAt,
      @Nullable Instant offSince,
      int offReadings) {

    Act at(Step next, Instant now) {
      return new Act(id, doing, service, host, incident, automatic, startedAt, next, now, null, 0);
    }

    /** On the way back on: whether it failed before is kept. */
    Act switched(Step next, Instant now) {
      int tries = step == Step.ON_COMMANDED || step == Step.ON_READING ? offReadings : 0;
      return at(next, now).read(null, tries);
    }

    Act read(@Nullable Instant since, int readings) {
      return new Act(
          id, doing, service, host, incident, automatic, startedAt, step, stepAt, since, readings);
    }
  }

  /**
   * A port that is off and stays off.
   *
   * @param services on whose behalf
   * @param host whose power it is
   * @param provenAt when the proof of off was complete; absent when it was refuted or never had
   */
  public record Hold(
      List<String> services, String host, Instant since, @Nullable Instant provenAt) {
    public Hold {
      services = List.copyOf(services);
    }
  }

  /**
   * A cycle or cut in the ledger.
   *
   * @param counted whether it counts against interval and budget
   * @param cut a hold-off cut, not a cycle
   */
  public record Count(
      String actId,
      Instant at,
      String host,
      long incident,
      boolean automatic,
      boolean cut,
      boolean counted) {
    Count uncounted() {
      return new Count(actId, at, host, incident, automatic, cut, false);
    }
  }
}
