package io.piha.poe.snmp;

import io.piha.poe.SwitchTrouble;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcher;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.TransportMapping;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.PduHandle;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TcpAddress;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultTcpTransportMapping;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * One socket to a switch, with its own engine, users and counters: the library's shared instances
 * would let two switches with one user name disturb each other.
 *
 * <p>Used by one caller at a time, and thrown away at the first trouble, so that no stale TCP
 * connection, engine clock or queued message outlives it.
 */
final class SnmpSession implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofMillis(50);

  private final SnmpConfig config;
  private final Snmp snmp;
  private final Address address;

  /** The newest report (RFC 3412) that came without authentication; none: empty. */
  private volatile OID report = new OID();

  private SnmpSession(SnmpConfig config, Snmp snmp, Address address) {
    this.config = config;
    this.snmp = snmp;
    this.address = address;
    snmp.setReportHandler(new Reports(snmp.getReportHandler()));
  }

  static SnmpSession open(SnmpConfig config, InetAddress host) throws IOException {
    int port = config.address().port();
    TransportMapping<?> transport = config.tcp() ? tcp() : new DefaultUdpTransportMapping();
    Snmp snmp = new Snmp(dispatcher(config.access()), transport);
    snmp.listen();
    Address address = config.tcp() ? new TcpAddress(host, port) : new UdpAddress(host, port);
    return new SnmpSession(config, snmp, address);
  }

  private static TransportMapping<TcpAddress> tcp() throws IOException {
    DefaultTcpTransportMapping transport = new DefaultTcpTransportMapping();
    // Without it, closing waits for a thread that itself waits for the closing, for ever.
    transport.setGracefulShutdownTimeoutMillis(CLOSING.toMillis());
    return transport;
  }

  private static MessageDispatcher dispatcher(SnmpAccess access) {
    MessageDispatcher dispatcher = new MessageDispatcherImpl();
    switch (access) {
      case SnmpAccess.Community _ -> dispatcher.addMessageProcessingModel(new MPv2c());
      case SnmpAccess.User user -> dispatcher.addMessageProcessingModel(version3(user));
    }
    return dispatcher;
  }

  private static MPv3 version3(SnmpAccess.User user) {
    SecurityProtocols protocols =
        new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
    byte[] engine = MPv3.createLocalEngineID();
    CounterSupport counters = new CounterSupport();
    USM usm = new USM(protocols, new OctetString(engine), 0, counters);
    usm.addUser(Credentials.user(user));
    SecurityModels models = SecurityModels.getCollection(new SecurityModel[] {usm});
    return new MPv3(engine, null, protocols, models, counters);
  }

  /** An empty request in the session's version. */
  PDU request(int type) {
    PDU request =
        switch (config.access()) {
          case SnmpAccess.Community _ -> new PDU();
          case SnmpAccess.User _ -> new ScopedPDU();
        };
    request.setType(type);
    return request;
  }

  /**
   * Asks and waits.
   *
   * @param tried what is tried, the beginning of the words of a trouble
   * @param retries how often a question without an answer is repeated
   */
  PDU ask(String tried, PDU request, int retries) throws SwitchTrouble {
    report = new OID();
    ResponseEvent<Address> event;
    try {
      event = snmp.send(request, target(retries));
    } catch (IOException | RuntimeException e) {
      throw new SwitchTrouble(
          SwitchTrouble.Kind.NO_ANSWER, tried + " failed: " + e.getMessage(), e);
    }
    PDU response = event == null ? null : event.getResponse();
    // A report without authentication may be forged: it explains why a question went unanswered,
    // but it is no proof that a command was not heeded.
    if (response == null && request.getType() != PDU.SET && SnmpWords.isRefusal(report)) {
      throw SnmpWords.report(tried, report);
    }
    if (response == null) {
      throw new SwitchTrouble(SwitchTrouble.Kind.NO_ANSWER, tried + ": " + silence(retries));
    }
    if (response.getType() == PDU.REPORT) {
      VariableBinding first = response.size() == 0 ? new VariableBinding() : response.get(0);
      throw SnmpWords.report(tried, first.getOid());
    }
    if (response.getErrorStatus() != PDU.noError) {
      throw SnmpWords.status(tried, response.getErrorStatus());
    }
    return response;
  }

  private String silence(int retries) {
    Duration waited = config.timeout().multipliedBy(retries + 1L);
    String hint =
        config.access() instanceof SnmpAccess.Community
            ? " (a switch is also silent to a wrong community)"
            : "";
    return "no answer from " + config.address() + " within " + waited.toMillis() + " ms" + hint;
  }

  private Target<Address> target(int retries) {
    Target<Address> target =
        switch (config.access()) {
          case SnmpAccess.Community community ->
              new CommunityTarget<>(address, new OctetString(community.community().reveal()));
          case SnmpAccess.User user -> {
            UserTarget<Address> secure = new UserTarget<>();
            secure.setAddress(address);
            secure.setSecurityName(Credentials.name(user));
            secure.setSecurityLevel(Credentials.level(user));
            yield secure;
          }
        };
    target.setVersion(
        config.access() instanceof SnmpAccess.Community
            ? SnmpConstants.version2c
            : SnmpConstants.version3);
    target.setTimeout(config.timeout().toMillis());
    target.setRetries(retries);
    return target;
  }

  /** The library drops such reports in silence, and what is wrong with the keys with them. */
  private final class Reports implements Snmp.ReportHandler {
    private final Snmp.ReportHandler usual;

    Reports(Snmp.ReportHandler usual) {
      this.usual = usual;
    }

    @Override
    public <A extends Address> void processReport(
        PduHandle handle, CommandResponderEvent<A> event) {
      PDU told = event.getPDU();
      if (told != null && told.size() > 0) {
        report = told.get(0).getOid();
      }
      usual.processReport(handle, event);
    }
  }

  @Override
  public void close() {
    try {
      snmp.close();
    } catch (IOException alreadyGone) {
      // A socket that cannot be closed is of no further use to anybody.
    }
  }
}
