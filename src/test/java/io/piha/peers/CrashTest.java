package io.piha.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.NeedsPeer;
import io.piha.testing.Snmpd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsPeer({"mosquitto", "mosquitto_pub", "mosquitto_rr", "snmpd", "perl", "stdbuf"})
class CrashTest {
  @TempDir Path folder;

  /**
   * What is seen outside at the moment of the kill; those from the failback on are on the way home.
   */
  enum Moment {
    SUSPECT,
    RECOVERING,
    PORT_OFF,
    PORT_ON_AGAIN,
    WAITING,
    HELD_OFF,
    PROVEN_OFF,
    EPOCH_KNOWN,
    ORDERED,
    FAILED_OVER,
    FAILBACK_ASKED,
    PORT_ON_FOR_FAILBACK,
    DEMOTED,
    MAINTENANCE,
    SECOND_ORDER;

    boolean onTheWayHome() {
      return compareTo(FAILBACK_ASKED) >= 0;
    }

    boolean seen(House house) {
      return switch (this) {
        case SUSPECT -> told(house, "heartbeat_lost");
        case RECOVERING -> heard(house, "recovering", "haos");
        case PORT_OFF -> !house.writes().isEmpty();
        case PORT_ON_AGAIN -> house.writes().size() > 1;
        case WAITING -> told(house, "power_cycled");
        case HELD_OFF -> house.writes().size() > 2;
        case PROVEN_OFF -> told(house, "fenced");
        case EPOCH_KNOWN -> epochKnown(house);
        case ORDERED -> !house.wire().orders("promote").isEmpty();
        case FAILED_OVER -> house.phase().equals("failed_over");
        case FAILBACK_ASKED -> asked(house, "failback");
        case PORT_ON_FOR_FAILBACK -> house.writes().size() > 3;
        case DEMOTED -> !house.wire().orders("demote").isEmpty();
        case MAINTENANCE -> heard(house, "maintenance", "haos");
        case SECOND_ORDER -> house.wire().orders("promote").size() > 1;
      };
    }

    private static boolean heard(House house, String state, String host) {
      return house
          .wire()
          .heard(each -> each.isState(state) && each.field("host").equals(host))
          .findAny()
          .isPresent();
    }

    private static boolean epochKnown(House house) {
      return house
          .wire()
          .heard(each -> each.isState("none") && each.epoch() == 2)
          .findAny()
          .isPresent();
    }

    private static boolean told(House house, String kind) {
      return house
          .wire()
          .heard(each -> each.topic().endsWith("/events") && each.field("kind").equals(kind))
          .findAny()
          .isPresent();
    }

    private static boolean asked(House house, String cmd) {
      return house.wire().heard(each -> each.field("cmd").equals(cmd)).findAny().isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void killedAtAnyMomentItGoesOnFromThereAndRepeatsNothing(Moment moment) throws Exception {
    try (House house = House.well(folder)) {
      house.haos().dies();
      if (moment.onTheWayHome()) {
        house.awaitPhase("failed_over");
        house.haos().heals();
        goHome(house, moment);
        house.awaitWell();
        assertThat(house.haos().state()).isEqualTo("leader");
        assertThat(house.standby().state()).isEqualTo("observing");
        assertThat(house.poeSwitch().on(8)).isTrue();
      } else {
        killAt(house, moment);
        house.awaitPhase("failed_over");
        assertThat(house.leader()).isEqualTo("standby");
        assertThat(house.standby().state()).isEqualTo("leader");
        assertThat(house.poeSwitch().on(8)).isFalse();
      }
      nothingTwice(house, moment);
      assertThat(house.piha("audit", "verify").exit()).isZero();
    }
  }

  private static void killAt(House house, Moment moment) {
    house.await("the moment " + moment, () -> moment.seen(house));
    house.engine().kill();
    house.engine().restart();
  }

  /** A request that the kill swallowed is asked again, as a person would. */
  private static void goHome(House house, Moment moment) {
    house.publish(House.P + "/cmd", "{\"cmd\":\"ack\",\"by\":\"alice\"}");
    house.awaitRecord("acknowledged");
    house.publish(House.P + "/cmd", "{\"cmd\":\"failback\",\"by\":\"alice\"}");
    if (moment == Moment.FAILBACK_ASKED) {
      killAt(house, moment);
      house.awaitBroker();
      house.ask("{\"cmd\":\"failback\",\"by\":\"alice\"}");
    } else {
      killAt(house, moment);
    }
  }

  private static void nothingTwice(House house, Moment moment) {
    List<Boolean> writes = house.writes().stream().map(Snmpd.Write::on).toList();
    long offs = 0;
    for (int i = 0; i < writes.size(); i++) {
      if (!writes.get(i) && (i == 0 || writes.get(i - 1))) {
        offs++;
      }
    }
    assertThat(offs).as("one cycle and one hold\n%s", house.story()).isLessThanOrEqualTo(2);
    assertThat(house.cycles()).isLessThanOrEqualTo(moment.onTheWayHome() ? 2 : 1);
    List<Message> orders = house.wire().orders("promote");
    assertThat(orders.stream().map(Message::epoch))
        .as("each epoch once, growing\n%s", house.story())
        .doesNotHaveDuplicates()
        .isSorted();
  }
}
