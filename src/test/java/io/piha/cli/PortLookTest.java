package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.kit.PortBoard;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.Drivers;
import io.piha.site.Site;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import io.piha.testing.Sites;
import io.piha.testing.Snmpd;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortLookTest {
  private static final String HAOS = "02:00:00:00:00:0a";
  private static final String STANDBY = "02:00:00:00:00:0b";

  @TempDir Path folder;

  private Site site(int port, String haosPower) {
    String text =
        """
        site: home
        mqtt: {url: "mqtt://127.0.0.1:1"}
        requests: open
        witnesses: ["tcp://127.0.0.1:1"]
        services:
          ha:
            hosts:
              haos: {role: primary, probes: {api: {url: "http://127.0.0.1:1/api"}}%s}
              standby: {role: standby, probes: {api: {url: "http://192.168.7.5:8123/api"}}}
            recovery: {fence: none, power_cycle: false}
        switches:
          rack: {driver: snmp, address: "127.0.0.1:%d", community: %s}
        """
            .formatted(haosPower, port, Snmpd.WRITE);
    return Sites.valid(text, folder);
  }

  private static PortBoard look(Site site, NeighbourTable neighbours) {
    try (NameLookup names = new NameLookup();
        PoeSwitch open =
            new Drivers(names, new EngineClock())
                .open(site.switches().values().iterator().next())) {
      return new PortLook(site, neighbours).board(open);
    }
  }

  private static PortBoard.Port port(PortBoard board, String name) {
    return board.ports().stream()
        .filter(each -> each.port().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @NeedsPeer({"snmpd", "perl"})
  void a_switch_tells_its_ports_and_each_host_is_mapped_to_the_one_where_it_is_seen() {
    try (Snmpd agent = Peers.snmpd(folder)) {
      agent.tells(
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.10 integer 5",
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.11 integer 3");
      String moved = ", power: {switch: rack, port: 8, mac: \"" + HAOS + "\"}";
      var neighbours = new NeighbourTable(Map.of("192.168.7.5", STANDBY));

      PortBoard board = look(site(agent.port(), moved), neighbours);

      assertThat(board.trouble()).isEmpty();
      assertThat(board.ports()).hasSize(8);
      PortBoard.Port eight = port(board, "8");
      assertThat(eight.powers()).containsExactly("haos of ha");
      assertThat(eight.delivers()).isTrue();
      assertThat(eight.powerClass()).isEqualTo("class 4");
      assertThat(port(board, "5").seen()).containsExactly(HAOS);
      assertThat(port(board, "5").advice())
          .singleElement()
          .asString()
          .contains("haos's address", "powered by rack/8", "its cable was moved");
      assertThat(port(board, "3").advice())
          .containsExactly(
              "standby is here; write power: {switch: rack, port: 3, mac: \"" + STANDBY + "\"}");

      StringWriter printed = new StringWriter();
      new PortTable(new PrintWriter(printed, true)).print(board);
      assertThat(printed.toString()).contains("class 4", "powers haos of ha", "port 3: standby");
    }
  }

  @Test
  @NeedsPeer({"snmpd", "perl"})
  void the_one_address_on_a_hosts_port_is_offered_and_an_uplinks_many_are_not() {
    try (Snmpd agent = Peers.snmpd(folder)) {
      agent.tells(
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.10 integer 8",
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.11 integer 1",
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.12 integer 1",
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.13 integer 1",
          Snmpd.BRIDGE + ".4.3.1.2.2.0.0.0.0.14 integer 1");
      PortBoard board =
          look(
              site(agent.port(), ", power: {switch: rack, port: 8}"),
              new NeighbourTable(Map.of("192.168.7.5", STANDBY)));
      assertThat(port(board, "8").advice())
          .singleElement()
          .asString()
          .contains("power.mac: \"" + HAOS + "\"");
      assertThat(port(board, "1").advice()).isEmpty();
    }
  }

  @Test
  void a_silent_switch_says_why() {
    PortBoard board = look(site(1, ""), new NeighbourTable(Map.of()));
    assertThat(board.ports()).isEmpty();
    assertThat(board.trouble()).contains("rack");
  }

  @Test
  void the_kernels_table_of_neighbours_is_read_and_nonsense_is_passed_over() {
    String table =
        """
        IP address       HW type     Flags       HW address            Mask     Device
        192.168.7.5      0x1         0x2         02:00:00:00:00:0B     *        eth0
        192.168.7.6      0x1         0x0         00:00:00:00:00:00     *        eth0
        """;
    assertThat(NeighbourTable.read(table).macs()).isEqualTo(Map.of("192.168.7.5", STANDBY));
    assertThat(NeighbourTable.now().macs()).isNotNull();
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(table);
      for (int n = random.nextInt(10); n > 0; n--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(9, 0x180));
      }
      assertThat(NeighbourTable.read(text.toString()).macs().values())
          .allMatch(each -> each.length() == 17);
    }
  }
}
