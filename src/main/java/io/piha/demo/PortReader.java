package io.piha.demo;

import java.io.IOException;
import java.util.Optional;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** An outsider's reader of one switch port, over SNMP v2c. */
final class PortReader implements AutoCloseable {
  private static final long ANSWER_MS = 500;
  private static final int DELIVERING = 3;

  private final Snmp snmp;
  private final CommunityTarget<UdpAddress> target;
  private final OID admin;
  private final OID detection;

  PortReader(String address, int port) throws IOException {
    MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
    dispatcher.addMessageProcessingModel(new MPv2c());
    snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")));
    snmp.listen();
    target =
        new CommunityTarget<>(
            new UdpAddress(address.replace(':', '/')), new OctetString(DemoSwitch.READ));
    target.setVersion(SnmpConstants.version2c);
    target.setTimeout(ANSWER_MS);
    target.setRetries(0);
    admin = new OID("1.3.6.1.2.1.105.1.1.1.3.1." + port);
    detection = new OID("1.3.6.1.2.1.105.1.1.1.6.1." + port);
  }

  /** On and delivering, or off and not delivering; empty when it is neither, or unanswered. */
  Optional<Boolean> read() {
    PDU question = new PDU();
    question.setType(PDU.GET);
    question.add(new VariableBinding(admin));
    question.add(new VariableBinding(detection));
    try {
      PDU answer = snmp.send(question, target).getResponse();
      if (answer == null || answer.size() != 2 || answer.getErrorStatus() != PDU.noError) {
        return Optional.empty();
      }
      boolean on = answer.get(0).getVariable().toInt() == PoeTable.ON;
      boolean delivers = answer.get(1).getVariable().toInt() == DELIVERING;
      return on == delivers ? Optional.of(on) : Optional.empty();
    } catch (IOException | RuntimeException unanswered) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    snmp.close();
  }
}
