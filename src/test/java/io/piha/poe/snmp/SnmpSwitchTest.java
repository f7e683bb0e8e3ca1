package io.piha.poe.snmp;

import static io.piha.poe.PoeSwitchContract.trouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.engine.NameLookup;
import io.piha.poe.Attached;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PoeSwitchContract;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.poe.snmp.SnmpAccess.AuthProtocol;
import io.piha.poe.snmp.SnmpAccess.PrivacyProtocol;
import io.piha.site.HostPort;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import io.piha.testing.Snmpd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Against net-snmp's own agent. */
@NeedsPeer({"snmpd", "perl"})
class SnmpSwitchTest {
  private static final SnmpAccess WRITER = new SnmpAccess.Community(new Secret(Snmpd.WRITE));
  private static final SnmpAccess V3 = user(Snmpd.USER, Snmpd.AUTH_KEY, Snmpd.PRIVACY_KEY);

  @TempDir Path folder;
  private final NameLookup names = new NameLookup();
  private Snmpd agent;

  @BeforeEach
  void startTheAgent() {
    agent = Peers.snmpd(folder);
  }

  @AfterEach
  void stopTheAgent() {
    agent.close();
    names.close();
  }

  @Test
  void who_is_on_a_port_is_told_by_the_bridges_and_by_the_neighbours() throws Exception {
    try (SnmpSwitch poe = open(WRITER, false)) {
      assertThat(poe.learnedOn("02:00:00:00:00:0a")).isEmpty();
      agent.tells(
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.10 integer 8",
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.11 integer 5",
          Snmpd.LLDP + ".1.4.1.1.9.0.8.1 string haos");
      assertThat(poe.learnedOn("02:00:00:00:00:0a")).containsExactly("8");
      assertThat(poe.learnedOn("02:00:00:00:00:ff")).isEmpty();
      assertThat(poe.attached())
          .containsExactly(
              new Attached("8", "02:00:00:00:00:0a", ""),
              new Attached("5", "02:00:00:00:00:0b", ""),
              new Attached("8", "", "haos"));
      agent.tells(
          Snmpd.BRIDGE + ".7.1.2.2.1.2.1.2.0.0.0.0.11 integer 5",
          Snmpd.BRIDGE + ".7.1.2.2.1.2.20.2.0.0.0.0.10 integer 7");
      assertThat(poe.learnedOn("02:00:00:00:00:0a")).containsExactly("7");
      assertThat(poe.attached()).contains(new Attached("7", "02:00:00:00:00:0a", "")).hasSize(2);
    }
  }

  private SnmpSwitch open(SnmpAccess access, boolean tcp) {
    return open(access, tcp, "127.0.0.1");
  }

  private SnmpSwitch open(SnmpAccess access, boolean tcp, String host) {
    return new SnmpSwitch(
        new SnmpConfig(
            "rack",
            new HostPort(host, agent.port()),
            tcp,
            access,
            1,
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(10),
            List.of()),
        names);
  }

  private static SnmpAccess user(String name, String authKey, String privacyKey) {
    return new SnmpAccess.User(
        SecretText.of(name),
        Optional.of(new SnmpAccess.Auth(AuthProtocol.SHA_256, new Secret(authKey))),
        Optional.of(new SnmpAccess.Privacy(PrivacyProtocol.AES_128, new Secret(privacyKey))));
  }

  @Nested
  class Version2cOverUdp extends Contract {
    Version2cOverUdp() {
      super(WRITER, false);
    }
  }

  @Nested
  class Version2cOverTcp extends Contract {
    Version2cOverTcp() {
      super(WRITER, true);
    }
  }

  @Nested
  class Version3OverUdp extends Contract {
    Version3OverUdp() {
      super(V3, false);
    }
  }

  @Nested
  class Version3OverTcp extends Contract {
    Version3OverTcp() {
      super(V3, true);
    }
  }

  @Test
  void a_read_only_community_reads_but_may_not_switch_and_that_is_said_in_words() throws Exception {
    try (PoeSwitch poe = open(new SnmpAccess.Community(new Secret(Snmpd.READ)), false)) {
      assertThat(poe.read("1").isDelivering()).isTrue();
      SwitchTrouble trouble = trouble(() -> poe.set("1", false, () -> true));
      assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
      assertThat(trouble.words()).contains("switching port 1 of rack off", "no access");
    }
  }

  @Test
  void a_wrong_community_is_silence_and_the_words_say_that_it_may_be_that() {
    try (PoeSwitch poe = open(new SnmpAccess.Community(new Secret("guess-me")), false)) {
      SwitchTrouble trouble = trouble(() -> poe.read("1"));
      assertThat(trouble.kind()).isEqualTo(Kind.NO_ANSWER);
      assertThat(trouble.words()).contains("wrong community").doesNotContain("guess-me");
    }
  }

  @Test
  void wrong_v3_keys_and_an_unknown_user_are_told_apart() {
    try (PoeSwitch wrongAuth = open(user(Snmpd.USER, "not-the-key", Snmpd.PRIVACY_KEY), false);
        PoeSwitch stranger = open(user("nobody", Snmpd.AUTH_KEY, Snmpd.PRIVACY_KEY), false)) {
      SwitchTrouble auth = trouble(() -> wrongAuth.read("1"));
      assertThat(auth.kind()).isEqualTo(Kind.REFUSED);
      assertThat(auth.words()).contains("authentication failed").doesNotContain("not-the-key");
      SwitchTrouble unknown = trouble(() -> stranger.read("1"));
      assertThat(unknown.kind()).isEqualTo(Kind.REFUSED);
      assertThat(unknown.words()).contains("does not know this user");
    }
  }

  @Test
  void community_and_keys_are_in_no_log_and_no_trouble_however_much_is_logged() throws Exception {
    String wrong = "letmein-%$?-of-eight";
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> kept = new ListAppender<>();
    kept.start();
    root.addAppender(kept);
    root.setLevel(Level.TRACE);
    List<String> said = new ArrayList<>();
    try (SnmpSwitch plain = open(WRITER, false);
        SnmpSwitch user = open(V3, false);
        SnmpSwitch stranger = open(new SnmpAccess.Community(new Secret(wrong)), false);
        SnmpSwitch forger = open(user(Snmpd.USER, wrong, wrong), false)) {
      plain.set("1", false, () -> true);
      user.set("1", true, () -> true);
      said.add(trouble(() -> stranger.read("1")).words());
      said.add(trouble(() -> forger.read("1")).words());
    } finally {
      root.setLevel(before);
      root.detachAppender(kept);
    }
    for (ILoggingEvent each : List.copyOf(kept.list)) {
      IThrowableProxy thrown = each.getThrowableProxy();
      said.add(each.getFormattedMessage());
      said.add(thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
    assertThat(said)
        .noneMatch(
            each ->
                each.contains(wrong)
                    || each.contains(Snmpd.AUTH_KEY)
                    || each.contains(Snmpd.PRIVACY_KEY));
  }

  @Test
  void a_wrong_privacy_key_never_lets_a_command_through() {
    try (PoeSwitch poe = open(user(Snmpd.USER, Snmpd.AUTH_KEY, "not-private"), false)) {
      SwitchTrouble trouble = trouble(() -> poe.set("1", false, () -> true));
      assertThat(trouble.words()).doesNotContain("not-private");
      assertThat(agent.writesSeen()).isZero();
    }
  }

  @Test
  void two_switches_with_one_user_name_and_other_keys_do_not_disturb_each_other() throws Exception {
    try (PoeSwitch right = open(V3, false);
        PoeSwitch wrong = open(user(Snmpd.USER, "not-the-key", Snmpd.PRIVACY_KEY), false)) {
      assertThat(right.read("1").isDelivering()).isTrue();
      trouble(() -> wrong.read("1"));
      assertThat(right.read("1").isDelivering()).isTrue();
    }
  }

  @Test
  void a_command_into_silence_is_sent_once_and_its_fate_is_open() {
    try (PoeSwitch poe = open(WRITER, false)) {
      // The agent hears the question before, then is stopped just as the command may leave.
      AtomicInteger asked = new AtomicInteger();
      SwitchTrouble trouble =
          trouble(
              () ->
                  poe.set(
                      "6",
                      false,
                      () -> {
                        agent.pause();
                        return asked.incrementAndGet() == 1;
                      }));
      assertThat(trouble.kind()).isEqualTo(Kind.NO_ANSWER);
      assertThat(asked).hasValue(1);
      agent.resume();
      await().until(() -> !agent.on(6));
      assertThat(agent.writesSeen()).isEqualTo(1);
    }
  }

  @Test
  void a_v3_agent_that_lost_its_count_of_boots_is_understood_again() throws Exception {
    try (PoeSwitch poe = open(V3, false)) {
      assertThat(poe.read("1").isDelivering()).isTrue();
      agent.restart();
      await()
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(poe.read("1").isDelivering()).isTrue());
    }
  }

  @Test
  void a_fault_and_a_test_are_no_proof_of_anything() throws Exception {
    try (PoeSwitch poe = open(WRITER, false)) {
      agent.detection(1, Optional.of(4));
      agent.detection(2, Optional.of(5));
      agent.set(3, false);
      agent.detection(3, Optional.of(3));
      assertThat(poe.read("1").delivery()).isEqualTo(Delivery.FAULT);
      assertThat(poe.read("2").delivery()).isEqualTo(Delivery.UNKNOWN);
      assertThat(poe.read("3").isOff()).isFalse();
    }
  }

  @Test
  void a_port_may_be_named_with_its_group_and_another_group_is_not_there() throws Exception {
    try (PoeSwitch poe = open(WRITER, false)) {
      assertThat(poe.read("1.4").isDelivering()).isTrue();
      assertThat(trouble(() -> poe.read("2.4")).words()).contains("2.4");
    }
  }

  @Test
  void a_name_is_looked_up_and_an_unknown_name_is_silence() throws Exception {
    try (PoeSwitch poe = open(WRITER, false, "localhost");
        PoeSwitch lost = open(WRITER, false, "no-such-switch.invalid")) {
      assertThat(trouble(() -> lost.read("1")).kind()).isEqualTo(Kind.NO_ANSWER);
      assertThat(poe.name()).isEqualTo("rack");
    }
  }

  @Test
  void many_threads_at_once_all_get_their_answer() throws Exception {
    try (PoeSwitch poe = open(V3, false);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readings = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String port = Integer.toString(1 + i % 8);
        readings.add(threads.submit(() -> poe.read(port)));
      }
      for (Future<?> reading : readings) {
        reading.get();
      }
    }
  }

  /** The promises of every driver, kept by the real thing. */
  abstract class Contract extends PoeSwitchContract {
    private final SnmpAccess access;
    private final boolean tcp;
    private SnmpSwitch poe;

    Contract(SnmpAccess access, boolean tcp) {
      this.access = access;
      this.tcp = tcp;
    }

    @BeforeEach
    void open() {
      poe = SnmpSwitchTest.this.open(access, tcp);
    }

    @AfterEach
    void close() {
      poe.close();
    }

    @Override
    protected PoeSwitch poe() {
      return poe;
    }

    @Override
    protected boolean reallyOn(int port) {
      return agent.on(port);
    }

    @Override
    protected int commandsSeen() {
      return agent.writesSeen();
    }

    @Override
    protected void deviceIgnoresCommands() {
      agent.ignoreSets();
    }

    @Override
    protected void deviceRefusesCommands() {
      agent.refuseSets();
    }

    @Override
    protected void deviceFallsSilent() {
      agent.pause();
    }

    @Override
    protected void deviceComesBack() {
      agent.resume();
    }
  }
}
