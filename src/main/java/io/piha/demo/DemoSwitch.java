package io.piha.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * A simulated PoE switch: an SNMP v2c agent with the port table of RFC 3621, group 1, eight ports.
 *
 * <p>Switching a port really stops or starts the host behind it. Community {@value #READ} reads,
 * the one that the switch was made with writes too.
 */
public final class DemoSwitch implements AutoCloseable {
  /** The community that may only read. */
  public static final String READ = "public";

  private static final int PORTS = 8;

  private final Map<Integer, PoePort> ports = new TreeMap<>();
  private final SnmpAnswers answers;
  private final Snmp snmp;
  private final int port;

  /**
   * Starts the agent on a free loopback port.
   *
   * @param hosts the powered hosts by port, 1 to 8
   * @param community the community that may write
   */
  public DemoSwitch(Map<Integer, DemoHost> hosts, String community, InstantSource clock)
      throws IOException {
    for (int number = 1; number <= PORTS; number++) {
      ports.put(number, new PoePort(number, hosts.get(number)));
    }
    answers = new SnmpAnswers(new PoeTable(ports, clock), ports, community);
    DefaultUdpTransportMapping udp = new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0"));
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv2c());
    snmp = new Snmp(dispatcher, udp);
    snmp.addCommandResponder(answers);
    snmp.listen();
    port = udp.getListenAddress().getPort();
  }

  /** The UDP port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** {@code 127.0.0.1:PORT}, as a site file wants it. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Whether a port is switched on, seen with the switch's own eyes. */
  public boolean on(int number) {
    return known(number).on();
  }

  /** A hand at the switch: sets a port without SNMP. */
  public void set(int number, boolean on) {
    known(number).set(on);
  }

  /** From now on it says OK to every write and does nothing. */
  public void ignoreSets() {
    answers.behave(SnmpAnswers.Mood.IGNORES_SETS);
  }

  /** From now on it refuses every write, as a switch with a read-only table does. */
  public void refuseSets() {
    answers.behave(SnmpAnswers.Mood.REFUSES_SETS);
  }

  /** From now on nobody hears anything from it. */
  public void unreachable() {
    answers.behave(SnmpAnswers.Mood.SILENT);
  }

  /** Every answer takes this long from now on; zero ends it. */
  public void slow(Duration delay) {
    answers.slow(delay);
  }

  /** From now on it does what it says. */
  public void behaveNormally() {
    answers.behave(SnmpAnswers.Mood.SOUND);
    answers.slow(Duration.ZERO);
  }

  private PoePort known(int number) {
    PoePort found = ports.get(number);
    if (found == null) {
      throw new IllegalArgumentException("the switch has ports 1 to " + PORTS + ", not " + number);
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    snmp.close();
    answers.close();
  }
}
