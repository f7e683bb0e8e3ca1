package io.piha.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A simulated host: a box with power, a disk and the faults that boxes have.
 *
 * <p>It speaks a host's side of the contract over MQTT and answers HTTP as a HAOS or a Home
 * Assistant container does. All of it is safe to call from any thread; nothing blocks for long.
 */
public final class DemoHost implements AutoCloseable {
  /** What state the box is in. */
  public enum Condition {
    OFF,
    BOOTING,
    RUNNING,
    HUNG,
    DEAD
  }

  private final HostPlan plan;
  private final HostDisk disk;
  private final HostPages.Ports ports;
  private final ReentrantLock lock = new ReentrantLock();
  private Condition condition = Condition.OFF;
  private boolean powered;
  private boolean bootBroken;
  private boolean mute;
  private boolean far;
  private long boots;
  private @Nullable HostLife life;

  /** A host without power. */
  public DemoHost(HostPlan plan) throws IOException {
    this.plan = plan;
    this.disk = new HostDisk(plan.epoch());
    this.ports = new HostPages.Ports(DemoPorts.free(), DemoPorts.free());
  }

  public String name() {
    return plan.name();
  }

  /** The loopback port of its observer; nothing listens there on a host without a Supervisor. */
  public int observerPort() {
    return ports.observer();
  }

  /** The loopback port of its Core. */
  public int corePort() {
    return ports.core();
  }

  public Condition condition() {
    return guarded(() -> life != null && life.hung() ? Condition.HUNG : condition);
  }

  /** Whether it holds itself for the leader at this moment. */
  public boolean leads() {
    return guarded(() -> life != null && life.leads());
  }

  /** Power comes; a sound host runs after its boot time. */
  public void powerOn() {
    locked(
        () -> {
          if (!powered) {
            powered = true;
            boot(plan.bootTime());
          }
        });
  }

  /** Power goes: everything stops at once, and a hang is over. */
  public void powerOff() {
    locked(
        () -> {
          powered = false;
          end(Condition.OFF);
        });
  }

  /** Power comes to a host that needs no time to boot, as it was running before the demo began. */
  public void wake() {
    locked(
        () -> {
          powered = true;
          boot(Duration.ZERO);
        });
  }

  /**
   * It hangs: connections are accepted and never answered, heartbeats stop. A power cycle or a
   * repair heals it.
   */
  public void hang() {
    locked(
        () -> {
          if (life != null) {
            life.hang();
          }
        });
  }

  /** It dies: refuses everything, and does not come back with the power until it is repaired. */
  public void die() {
    locked(
        () -> {
          bootBroken = true;
          end(powered ? Condition.DEAD : Condition.OFF);
        });
  }

  /** It goes on as it is, but will not survive its next boot until it is repaired. */
  public void breakBoot() {
    locked(() -> bootBroken = true);
  }

  /** Its heartbeats no longer get through; its HTTP side is fine. */
  public void mqttLost() {
    mute(true);
  }

  /** Its heartbeats get through again. */
  public void mqttBack() {
    mute(false);
  }

  /** Whether anybody reaches it over the network, and is reached by it; it lives either way. */
  public void reach(boolean near) {
    locked(
        () -> {
          far = !near;
          if (life != null) {
            life.far(far);
          }
        });
  }

  /** The Supervisor of a HAOS dies, or is back; Core is not concerned. */
  public void supervisorConnected(boolean connected) {
    locked(
        () -> {
          if (life != null) {
            life.supervisorConnected(connected);
          }
        });
  }

  /** Everything is mended: a host with power that does not run is booted. */
  public void repair() {
    locked(
        () -> {
          bootBroken = false;
          mute = false;
          if (life != null) {
            life.mute(false);
          }
          boolean running = condition == Condition.RUNNING && life != null && !life.hung();
          if (powered && !running && condition != Condition.BOOTING) {
            boot(plan.bootTime());
          }
        });
  }

  /** It says that it will restart, then does. */
  public void announcePlannedRestart() {
    locked(
        () -> {
          if (life != null && condition == Condition.RUNNING) {
            life.announce("restart");
            boot(plan.bootTime());
          }
        });
  }

  @Override
  public void close() {
    powerOff();
  }

  private void mute(boolean lost) {
    locked(
        () -> {
          mute = lost;
          if (life != null) {
            life.mute(lost);
          }
        });
  }

  private void end(Condition next) {
    boots++;
    condition = next;
    if (life != null) {
      life.close();
      life = null;
    }
  }

  private void boot(Duration time) {
    end(bootBroken ? Condition.DEAD : Condition.BOOTING);
    long mine = boots;
    if (condition == Condition.BOOTING) {
      Thread.ofVirtual().name("demo-boot-" + plan.name()).start(() -> come(time, mine));
    }
  }

  private void come(Duration time, long mine) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      lock.lock();
      try {
        if (mine == boots) {
          life = new HostLife(plan, disk, ports, mute);
          life.far(far);
          life.start();
          condition = Condition.RUNNING;
        }
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException noPort) {
      die();
    }
  }

  private void locked(Runnable act) {
    lock.lock();
    try {
      act.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T guarded(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
