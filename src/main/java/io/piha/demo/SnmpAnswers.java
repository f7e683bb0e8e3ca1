package io.piha.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Answers GET, GETNEXT, GETBULK and SET (RFC 3416) for one {@link PoeTable}. */
final class SnmpAnswers implements CommandResponder, AutoCloseable {
  /** How the switch takes what it is told. */
  enum Mood {
    SOUND,
    IGNORES_SETS,
    REFUSES_SETS,
    SILENT
  }

  /** Enough for a walk of everything, small enough for one datagram. */
  private static final int MOST_ROWS = 60;

  private static final int MOST_AT_ONCE = 64;

  private final PoeTable table;
  private final Map<Integer, PoePort> ports;
  private final String writer;
  private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private volatile Mood mood = Mood.SOUND;
  private volatile Duration delay = Duration.ZERO;

  SnmpAnswers(PoeTable table, Map<Integer, PoePort> ports, String writer) {
    this.table = table;
    this.ports = ports;
    this.writer = writer;
  }

  void behave(Mood wanted) {
    mood = wanted;
  }

  void slow(Duration wanted) {
    delay = wanted;
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }

  /** Asked for more than it can think about at once, it drops the question, as UDP allows. */
  @Override
  public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
    event.setProcessed(true);
    String community = new String(event.getSecurityName(), StandardCharsets.UTF_8);
    boolean writes = community.equals(writer);
    if (mood == Mood.SILENT
        || event.getPDU() == null
        || !(writes || community.equals(DemoSwitch.READ))
        || !room.tryAcquire()) {
      return;
    }
    hands.execute(
        () -> {
          try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            answer(event, writes);
          } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
          } finally {
            room.release();
          }
        });
  }

  private <A extends Address> void answer(CommandResponderEvent<A> event, boolean writes) {
    PDU asked = event.getPDU();
    PDU answer = new PDU();
    answer.setType(PDU.RESPONSE);
    answer.setRequestID(asked.getRequestID());
    switch (asked.getType()) {
      case PDU.GET -> asked.getVariableBindings().forEach(row -> answer.add(exact(row.getOid())));
      case PDU.GETNEXT ->
          asked.getVariableBindings().forEach(row -> answer.add(after(row.getOid())));
      case PDU.GETBULK -> bulk(asked, answer);
      case PDU.SET -> set(asked, answer, writes);
      default -> {
        return;
      }
    }
    try {
      event
          .getMessageDispatcher()
          .returnResponsePdu(
              event.getMessageProcessingModel(),
              event.getSecurityModel(),
              event.getSecurityName(),
              event.getSecurityLevel(),
              answer,
              event.getMaxSizeResponsePDU(),
              event.getStateReference(),
              new StatusInformation());
    } catch (MessageException | RuntimeException asker) {
      // The one who asked will ask again, or not; there is nobody else to tell.
    }
  }

  private VariableBinding exact(OID oid) {
    return new VariableBinding(oid, table.get(oid).orElse(Null.noSuchInstance));
  }

  private VariableBinding after(OID oid) {
    return table
        .next(oid)
        .map(row -> new VariableBinding(row.getKey(), row.getValue()))
        .orElseGet(() -> new VariableBinding(oid, Null.endOfMibView));
  }

  private void bulk(PDU asked, PDU answer) {
    int single = Math.clamp(asked.getNonRepeaters(), 0, asked.size());
    for (int i = 0; i < single; i++) {
      answer.add(after(asked.get(i).getOid()));
    }
    OID[] at = new OID[asked.size() - single];
    for (int i = 0; i < at.length; i++) {
      at[i] = asked.get(single + i).getOid();
    }
    for (int round = 0; round < asked.getMaxRepetitions(); round++) {
      for (int i = 0; i < at.length && answer.size() < MOST_ROWS; i++) {
        VariableBinding row = after(at[i]);
        at[i] = row.getOid();
        answer.add(row);
      }
    }
  }

  /** All or nothing: first every row is judged, then every port is set. */
  private void set(PDU asked, PDU answer, boolean writes) {
    for (int i = 0; i < asked.size(); i++) {
      answer.add(asked.get(i));
      int error = writes ? judge(asked.get(i)) : PDU.noAccess;
      if (error != PDU.noError && answer.getErrorStatus() == PDU.noError) {
        answer.setErrorStatus(error);
        answer.setErrorIndex(i + 1);
      }
    }
    if (answer.getErrorStatus() == PDU.noError && mood != Mood.IGNORES_SETS) {
      for (VariableBinding row : asked.getVariableBindings()) {
        PoePort port = ports.get(row.getOid().last());
        if (port != null) {
          port.set(row.getVariable().toInt() == PoeTable.ON);
        }
      }
    }
  }

  private int judge(VariableBinding row) {
    OID oid = row.getOid();
    Variable value = row.getVariable();
    boolean admin =
        oid.startsWith(PoeTable.ADMIN)
            && oid.size() == PoeTable.ADMIN.size() + 1
            && ports.containsKey(oid.last());
    if (!admin || mood == Mood.REFUSES_SETS) {
      return PDU.notWritable;
    }
    if (!(value instanceof Integer32)) {
      return PDU.wrongType;
    }
    return value.toInt() == PoeTable.ON || value.toInt() == PoeTable.OFF
        ? PDU.noError
        : PDU.wrongValue;
  }
}
