package io.piha.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsPeer({"snmpget", "snmpset", "snmpbulkwalk"})
class DemoSwitchTest {
  private static final String PORT = ".1.3.6.1.2.1.105.1.1.1.";

  private DemoHost host;
  private DemoSwitch poe;

  @BeforeEach
  void start() throws Exception {
    host =
        new DemoHost(
            new HostPlan(
                "haos",
                "mqtt://127.0.0.1:9",
                "p",
                true,
                "t",
                7,
                Duration.ofSeconds(1),
                Duration.ZERO,
                InstantSource.system()));
    host.powerOn();
    poe = new DemoSwitch(Map.of(8, host), "writer", InstantSource.system());
  }

  @AfterEach
  void stop() throws IOException {
    poe.close();
    host.close();
  }

  @Test
  void aPortThatGoesOffStopsTheHostBehindIt() throws Exception {
    Awaitility.await().until(() -> host.condition() == DemoHost.Condition.RUNNING);
    assertThat(get(PORT + "6.1.8")).isEqualTo("3");
    set(8, 2);
    assertThat(host.condition()).isEqualTo(DemoHost.Condition.OFF);
    assertThat(get(PORT + "3.1.8")).isEqualTo("2");
    assertThat(get(PORT + "6.1.8")).isEqualTo("1");
    set(8, 1);
    Awaitility.await().until(() -> host.condition() == DemoHost.Condition.RUNNING);
  }

  @Test
  void aWalkShowsTheSystemAndTheWholeTable() throws Exception {
    String walk =
        Programs.run("snmpbulkwalk", "-v2c", "-c", "public", "-On", poe.address(), ".1.3.6.1.2.1");
    assertThat(walk)
        .contains(
            "demo-switch",
            PORT + "3.1.1 = INTEGER: 1",
            PORT + "6.1.1 = INTEGER: 2",
            PORT + "9.1.8 = STRING: \"haos\"",
            PORT + "10.1.8 = INTEGER: 5",
            ".1.3.6.1.2.1.105.1.3.1.1.4.1 = Gauge32: 6");
    assertThat(walk.lines().filter(line -> line.startsWith(PORT))).hasSize(7 * 8);
  }

  @Test
  void itRefusesWhatTheTableDoesNotAllow() {
    assertThatThrownBy(() -> run("snmpset", "public", PORT + "3.1.8", "i", "2"))
        .hasMessageContaining("noAccess");
    assertThatThrownBy(() -> run("snmpset", "writer", PORT + "6.1.8", "i", "2"))
        .hasMessageContaining("notWritable");
    assertThatThrownBy(() -> run("snmpset", "writer", PORT + "3.1.8", "i", "3"))
        .hasMessageContaining("wrongValue");
    assertThatThrownBy(() -> run("snmpset", "writer", PORT + "3.1.8", "s", "x"))
        .hasMessageContaining("wrongType");
    assertThatThrownBy(() -> run("snmpget", "stranger", PORT + "3.1.8"))
        .hasMessageContaining("Timeout");
    assertThat(poe.on(8)).isTrue();
  }

  @Test
  void itCanSayOkAndDoNothing() throws Exception {
    poe.ignoreSets();
    set(8, 2);
    assertThat(poe.on(8)).isTrue();
    assertThat(get(PORT + "6.1.8")).isEqualTo("3");
  }

  @Test
  void itCanBeOutOfReachAndComeBack() throws Exception {
    poe.unreachable();
    assertThatThrownBy(() -> get(PORT + "3.1.8")).hasMessageContaining("Timeout");
    poe.behaveNormally();
    assertThat(get(PORT + "3.1.8")).isEqualTo("1");
  }

  private void set(int port, int value) throws Exception {
    run("snmpset", "writer", PORT + "3.1." + port, "i", Integer.toString(value));
  }

  private String get(String oid) throws Exception {
    return run("snmpget", "public", oid);
  }

  private String run(String program, String community, String... rest) throws Exception {
    String[] arguments = {"-v2c", "-r0", "-t3", "-Oqv", "-c", community, poe.address()};
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + rest.length);
    System.arraycopy(rest, 0, all, arguments.length, rest.length);
    return Programs.run(program, all);
  }
}
