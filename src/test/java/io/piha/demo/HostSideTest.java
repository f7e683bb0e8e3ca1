package io.piha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.demo.HostSide.Answer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostSideTest {
  private final HostDisk disk = new HostDisk(7);
  private final HostSide side = new HostSide("haos", disk);

  @Test
  void startsPassive() {
    assertThat(side.leads()).isFalse();
    assertThat(side.epoch()).isEqualTo(7);
  }

  @Test
  void leadsWhenTheStateTopicSaysSoUnlessThatIsOld() {
    assertThat(side.hearState(state("leader", "haos", 6))).isFalse();
    assertThat(side.hearState(state("recovering", "haos", 7))).isFalse();
    assertThat(side.hearState(state("leader", "haos", 7))).isTrue();
    assertThat(side.leads()).isTrue();
  }

  @Test
  void obeysAnOrderAtOrAboveTheHighestEpochAndDropsALowerOne() {
    assertThat(side.hear(order("promote", "haos", 6), false)).isEqualTo(Answer.DROPPED);
    assertThat(side.hear(order("promote", "haos", 7), false)).isEqualTo(Answer.PROMOTED);
    assertThat(side.hear(order("promote", "haos", 9), false)).isEqualTo(Answer.PROMOTED);
    assertThat(side.epoch()).isEqualTo(9);
    assertThat(side.hear(order("demote", "haos", 8), false)).isEqualTo(Answer.DROPPED);
    assertThat(side.leads()).isTrue();
  }

  @Test
  void dropsARetainedOrderAndOneForAnotherHost() {
    assertThat(side.hear(order("promote", "haos", 8), true)).isEqualTo(Answer.DROPPED);
    assertThat(side.hear(order("promote", "standby", 8), false)).isEqualTo(Answer.DROPPED);
    assertThat(side.leads()).isFalse();
  }

  @Test
  void afterADemotionOnlyAHigherEpochPromotesAlsoAfterAReboot() {
    side.hear(order("promote", "haos", 8), false);
    assertThat(side.hear(order("demote", "haos", 8), false)).isEqualTo(Answer.DEMOTED);
    HostSide rebooted = new HostSide("haos", disk);
    assertThat(rebooted.hear(order("promote", "haos", 8), false)).isEqualTo(Answer.DROPPED);
    assertThat(rebooted.hearState(state("leader", "haos", 8))).isFalse();
    assertThat(rebooted.hear(order("promote", "haos", 9), false)).isEqualTo(Answer.PROMOTED);
  }

  @Test
  void stopsWhenAnotherLeadsAtAHigherEpochButNotForAnOlderOne() {
    side.hear(order("promote", "haos", 8), false);
    assertThat(side.hearState(state("leader", "standby", 7))).isFalse();
    assertThat(side.hearState(state("leader", "standby", 9))).isTrue();
    assertThat(side.leads()).isFalse();
  }

  @Test
  void goesOnWhileTheNextEpochIsOnlyAnnounced() {
    side.hear(order("promote", "haos", 8), false);
    side.hearState("{\"state\":\"none\",\"host\":null,\"epoch\":9}");
    assertThat(side.leads()).isTrue();
    assertThat(side.hear(order("promote", "haos", 8), false)).isEqualTo(Answer.DROPPED);
  }

  @Test
  void aRequestIsNoOrderAndAnUnreadableEpochNeither() {
    assertThat(HostOrder.read("{\"cmd\":\"promote\",\"host\":\"haos\"}")).isEmpty();
    assertThat(HostOrder.read("promote haos")).isEmpty();
    assertThat(HostOrder.read("{\"cmd\":\"promote\",\"host\":\"haos\",\"epoch\":9007199254740992}"))
        .isEmpty();
    assertThat(HostOrder.read("{\"cmd\":\"freeze\",\"host\":\"haos\",\"epoch\":9}")).isEmpty();
  }

  @Test
  void survivesGarbage() {
    String sane = "{\"cmd\":\"promote\",\"state\":\"leader\",\"host\":\"haos\",\"epoch\":8}";
    Random random = new Random(20_250_101);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(sane);
      for (int n = random.nextInt(6); n >= 0; n--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      }
      text.setLength(random.nextInt(text.length() + 1));
      HostOrder.read(text.toString()).ifPresent(order -> side.hear(order, false));
      side.hearState(text.toString());
      assertThat(side.epoch()).isBetween(7L, 1L << 53);
    }
  }

  private static HostOrder order(String cmd, String host, long epoch) {
    return HostOrder.read(
            "{\"cmd\":\"%s\",\"host\":\"%s\",\"epoch\":%d,\"id\":\"x\"}"
                .formatted(cmd, host, epoch))
        .orElseThrow();
  }

  private static String state(String state, String host, long epoch) {
    return "{\"state\":\"%s\",\"host\":\"%s\",\"epoch\":%d}".formatted(state, host, epoch);
  }
}
