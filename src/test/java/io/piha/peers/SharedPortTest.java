package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Snmpd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Three services whose primaries live in one machine, on one port. */
@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_rr", "snmpd", "perl", "stdbuf"})
class SharedPortTest {
  private static final List<String> MORE = List.of("zigbee", "media");

  @TempDir Path folder;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theMachineIsCycledOnceAndEveryServiceMoves() throws Exception {
    try (House house = House.open(folder, SharedPortTest::threeServices);
        Tenants tenants = new Tenants(house)) {
      house.await("all three are led", () -> services().allMatch(each -> led(house, each, "haos")));
      house.awaitWell();
      house.haos().dies();
      tenants.primaries.forEach(ScriptedHost::dies);
      house.await(
          "all three have moved", () -> services().allMatch(each -> led(house, each, "standby")));
      assertThat(house.writes()).extracting(Snmpd.Write::on).containsExactly(false, true, false);
      assertThat(house.poeSwitch().on(8)).isFalse();
      assertThat(house.wire().orders("promote")).hasSize(3);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPortThatOtherLeadersLiveFromIsLeftAlone() throws Exception {
    try (House house = House.open(folder, SharedPortTest::threeServices);
        Tenants _ = new Tenants(house)) {
      house.await("all three are led", () -> services().allMatch(each -> led(house, each, "haos")));
      house.awaitWell();
      house.haos().beats(false);
      house.haos().answers(false);
      house.awaitRecord("power_refused");
      house.staysCalm(Duration.ofSeconds(4));
      assertThat(house.poeSwitch().writes()).isEmpty();
      assertThat(house.wire().orders("promote")).isEmpty();
      assertThat(MORE).allMatch(each -> led(house, each, "haos"));
    }
  }

  private static Stream<String> services() {
    return Stream.concat(Stream.of(House.SERVICE), MORE.stream());
  }

  private static boolean led(House house, String service, String host) {
    var now = house.engine().status().path("services").path(service);
    return now.path("leader").asString("").equals(host)
        && now.path("phase").asString("").matches("normal|failed_over");
  }

  /** The others have no pages of their own: they are probed over the first one's. */
  private static String threeServices(String text) {
    int from = text.indexOf("  home-assistant:");
    int to = text.indexOf("switches:");
    String first = text.substring(from, to);
    StringBuilder all = new StringBuilder(text.substring(0, to));
    for (String each : MORE) {
      all.append(first.replace("  home-assistant:", "  " + each + ":"));
    }
    return all.append(text.substring(to)).toString();
  }

  private static final class Tenants implements AutoCloseable {
    private final List<ScriptedHost> primaries = new ArrayList<>();
    private final List<ScriptedHost> all = new ArrayList<>();

    Tenants(House house) {
      for (String service : MORE) {
        ScriptedHost primary = house.host("haos", 8, "piha/leader/" + service);
        primary.leads(1);
        primaries.add(primary);
        all.add(primary);
        all.add(house.host("standby", 7, "piha/leader/" + service));
      }
    }

    @Override
    public void close() {
      all.forEach(ScriptedHost::close);
    }
  }
}
