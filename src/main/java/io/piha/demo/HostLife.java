package io.piha.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One life of a host, from the end of its boot to the loss of its power: its MQTT side and its HTTP
 * side. What outlives it is the {@link HostDisk}.
 */
final class HostLife implements AutoCloseable {
  private static final Duration LONGEST_HANG = Duration.ofHours(1);

  private final HostPlan plan;
  private final HostSide side;
  private final HostVoice voice;
  private final HostPages pages;
  private final DemoLink link;
  private final Thread heart;
  private final AtomicLong seq = new AtomicLong();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean hung;
  private volatile boolean mute;
  private volatile boolean far;
  private volatile boolean greeted;

  HostLife(HostPlan plan, HostDisk disk, HostPages.Ports ports, boolean mute)
      throws IOException, InterruptedException {
    this.plan = plan;
    this.mute = mute;
    this.side = new HostSide(plan.name(), disk);
    this.voice = new HostVoice(plan.name(), plan.clock());
    this.pages = new HostPages(plan, ports, this::answerable);
    this.link =
        new DemoLink(
            plan.broker(),
            "demo-" + plan.name(),
            List.of(plan.prefix() + "/state", plan.prefix() + "/cmd"),
            plan.heartbeatEvery().dividedBy(2),
            this::hear);
    this.heart = Thread.ofVirtual().name("demo-heart-" + plan.name()).unstarted(this::beatOn);
  }

  void start() {
    link.start();
    heart.start();
  }

  boolean leads() {
    return side.leads();
  }

  boolean hung() {
    return hung;
  }

  void hang() {
    hung = true;
  }

  void mute(boolean lost) {
    mute = lost;
  }

  void far(boolean cut) {
    far = cut;
  }

  void supervisorConnected(boolean connected) {
    pages.supervisorConnected(connected);
  }

  /** Tells the world that the coming silence is meant; returns when the broker knows. */
  void announce(String planned) {
    if (alive()) {
      link.deliver(plan.prefix() + "/heartbeat", heartbeat(planned));
    }
  }

  @Override
  public void close() {
    over.countDown();
    heart.interrupt();
    link.close();
    pages.close();
  }

  private boolean alive() {
    return over.getCount() > 0 && !hung && !mute && !far;
  }

  private void hear(Heard message) {
    if (!alive()) {
      return;
    }
    if (message.topic().endsWith("/state")) {
      // Once it knows who leads it says that it is back, before anybody counts on it.
      if (side.hearState(message.payload()) || !greeted) {
        greeted = true;
        beat();
      }
      return;
    }
    HostOrder.read(message.payload())
        .ifPresent(
            order -> {
              switch (side.hear(order, message.retained())) {
                case PROMOTED -> {
                  String announcement = voice.announcement(order.epoch());
                  link.publish(plan.prefix() + "/state", announcement, 1, true);
                  beat();
                }
                case DEMOTED -> beat();
                case DROPPED -> {}
              }
            });
  }

  /** The first beat leaves the state topic a moment to say who leads. */
  private void beatOn() {
    try {
      TimeUnit.NANOSECONDS.sleep(plan.heartbeatEvery().toNanos() / 4);
      while (over.getCount() > 0) {
        beat();
        TimeUnit.NANOSECONDS.sleep(plan.heartbeatEvery().toNanos());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    if (alive()) {
      link.publish(plan.prefix() + "/heartbeat", heartbeat(""), 0, false);
    }
  }

  private String heartbeat(String planned) {
    return voice.heartbeat(side.leads(), side.epoch(), seq.incrementAndGet(), planned);
  }

  /** Asked before each HTTP answer: a hung host takes the question and says nothing. */
  private boolean answerable() {
    if (!hung) {
      return !far;
    }
    try {
      over.await(LONGEST_HANG.toMinutes(), TimeUnit.MINUTES);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
