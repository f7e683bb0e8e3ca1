package io.piha.peers;

import io.piha.testing.Snmpd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A host that lives from a PoE port and whose side of the contract the shipped shell agent keeps:
 * it starts in a new boot when power comes, and is dead to the last process when power goes.
 */
final class ShellHost implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(50);

  private final ScriptedHost pages;
  private final Snmpd poeSwitch;
  private final Agent agent;
  private final ScheduledExecutorService life = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean broken;
  private volatile boolean resting;
  private boolean lives;
  private int boots;

  ShellHost(Path folder, String name, int poePort, Snmpd poeSwitch, String shell, int brokerPort)
      throws IOException {
    this.poeSwitch = poeSwitch;
    pages = new ScriptedHost(name, poePort, poeSwitch, brokerPort, House.P);
    pages.beats(false);
    agent = new Agent(folder, shell, name, House.P, brokerPort);
  }

  Agent agent() {
    return agent;
  }

  int httpPort() {
    return pages.httpPort();
  }

  /** Lives from now on, as far as there is power. */
  void begin() {
    var _ = life.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void tick() {
    boolean alive = poeSwitch.on(pages.poePort()) && !broken;
    if (alive && !lives && !resting) {
      agent.reboots("boot " + ++boots);
      agent.start();
      lives = true;
    } else if (!alive && lives) {
      agent.kill();
      lives = false;
    }
  }

  /** Dead at once, and a power cycle does not help. */
  void dies() {
    broken = true;
    pages.dies();
  }

  void heals() {
    broken = false;
    pages.heals();
  }

  /** The agent is stopped in an orderly way, as at a shutdown. */
  synchronized void rests() {
    resting = true;
    agent.stop();
    lives = false;
  }

  void wakes() {
    resting = false;
  }

  /** Does what only a leader does. */
  synchronized boolean acts() {
    return lives && agent.acts();
  }

  @Override
  public void close() {
    life.shutdownNow();
    try {
      if (!life.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the host does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    agent.close();
    pages.close();
  }
}
