package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(5);
  private static final Signal URGENT = new Signal.RoundTrip();

  private final Mailbox mailbox = new Mailbox();

  private static Signal.Heartbeat beat(int number) {
    return new Signal.Heartbeat(
        "ha",
        "host-" + number,
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Instant.EPOCH);
  }

  private void from(Thread.Builder kind, Runnable act) throws InterruptedException {
    Thread thread = kind.start(act);
    assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void whatComesFirstLeavesFirstWhateverItIs() {
    List<Signal> all = List.of(beat(1), URGENT, beat(2), new Signal.BrokerConnected());
    all.forEach(mailbox::offer);
    List<Signal> taken = new ArrayList<>();
    for (Signal each = mailbox.poll(); each != null; each = mailbox.poll()) {
      taken.add(each);
    }
    assertThat(taken).isEqualTo(all);
  }

  @Test
  void anythingWakesTheIdle() throws InterruptedException {
    Thread taker = Thread.ofPlatform().start(this::awaitSomething);
    mailbox.offer(beat(1));
    assertThat(taker.join(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void heartbeatsDoNotWakeTheBusyButTheyAreSeenSoonAndAnythingElseWakesIt()
      throws InterruptedException {
    mailbox.offer(beat(1));
    from(Thread.ofPlatform(), () -> mailbox.await(LONG, true));
    assertThat(mailbox.poll()).isEqualTo(beat(1));
    mailbox.offer(beat(2));
    mailbox.offer(URGENT);
    from(Thread.ofPlatform(), () -> mailbox.await(LONG, true));
    assertThat(mailbox.poll()).isEqualTo(beat(2));
    assertThat(mailbox.poll()).isEqualTo(URGENT);
  }

  @Test
  void whoeverHasGatheredThemWakesTheBusyForHeartbeatsToo() throws InterruptedException {
    Mailbox sleepy = new Mailbox(Duration.ofMinutes(5));
    Thread taker = Thread.ofPlatform().start(() -> sleepy.await(LONG, true));
    await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    sleepy.offer(beat(1));
    assertThat(taker.join(Duration.ofMillis(20))).isFalse();
    sleepy.offerTogether(List.of(beat(2), beat(3)));
    assertThat(taker.join(Duration.ofSeconds(30))).isTrue();
    assertThat(sleepy.poll()).isEqualTo(beat(1));
    assertThat(sleepy.poll()).isEqualTo(beat(2));
    assertThat(sleepy.poll()).isEqualTo(beat(3));
    assertThat(sleepy.poll()).isNull();
  }

  @Test
  void whatWasGatheredWhileTheTakerWasAtWorkDoesNotWaitForItsNap() throws InterruptedException {
    Mailbox sleepy = new Mailbox(Duration.ofMinutes(5));
    sleepy.offerTogether(List.of(beat(1), beat(2)));
    Thread taker = Thread.ofPlatform().start(() -> sleepy.await(LONG, true));
    assertThat(taker.join(Duration.ofSeconds(30))).isTrue();
    assertThat(sleepy.poll()).isEqualTo(beat(1));
  }

  @Test
  void tooManyHeartbeatsAreDroppedAndCountedAndNothingElseIs() {
    for (int i = 0; i < 20_100; i++) {
      mailbox.offer(beat(i));
    }
    mailbox.offer(URGENT);
    int taken = 0;
    Signal last = URGENT;
    for (Signal each = mailbox.poll(); each != null; each = mailbox.poll()) {
      taken++;
      last = each;
    }
    assertThat(last).isEqualTo(URGENT);
    assertThat(taken + mailbox.dropped()).isEqualTo(20_101);
    assertThat(mailbox.dropped()).isPositive();
  }

  @Test
  void nothingIsLostBetweenManyThreadsAndTheirTaker() throws InterruptedException {
    int threads = 4;
    int each = 20_000 / threads;
    List<Thread> givers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int odd = i % 2;
      givers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < each; n++) {
                      mailbox.offer(odd == 0 ? beat(n) : URGENT);
                    }
                  }));
    }
    int taken = 0;
    while (taken < threads * each) {
      mailbox.await(TimeUnit.SECONDS.toNanos(1), taken % 3 == 0);
      for (Signal next = mailbox.poll(); next != null; next = mailbox.poll()) {
        taken++;
      }
    }
    for (Thread giver : givers) {
      assertThat(giver.join(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(mailbox.poll()).isNull();
  }

  private void awaitSomething() {
    Signal next = mailbox.poll();
    while (next == null) {
      mailbox.await(LONG, false);
      next = mailbox.poll();
    }
  }
}
