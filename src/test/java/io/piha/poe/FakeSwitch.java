package io.piha.poe;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.site.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A switch of eight ports in memory, with the faults it is told to make. */
public final class FakeSwitch implements PoeSwitch {
  private final String name;
  private final boolean[] on = {true, true, true, true, true, true, true, true};
  private final List<String> commands = new ArrayList<>();
  private boolean ignores;
  private boolean refuses;
  private boolean silent;
  private boolean breaks;
  private CountDownLatch gate = new CountDownLatch(0);
  private Duration longest = Duration.ofSeconds(5);

  public FakeSwitch(String name) {
    this.name = name;
  }

  /** What left for the device, in order: {@code "3 off"}. */
  public synchronized List<String> commands() {
    return List.copyOf(commands);
  }

  public synchronized boolean on(int port) {
    return on[port - 1];
  }

  public synchronized void ignoreCommands() {
    ignores = true;
  }

  public synchronized void refuseCommands() {
    refuses = true;
  }

  public synchronized void silent(boolean value) {
    silent = value;
  }

  /** Makes every call end in a programming error. */
  public synchronized void breaks() {
    breaks = true;
  }

  /** Makes every call hang, deaf to interrupts, until the latch opens. */
  public synchronized void hangUntil(CountDownLatch latch) {
    gate = latch;
  }

  public synchronized void longestCall(Duration value) {
    longest = value;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.ON_OFF, Capability.READ);
  }

  @Override
  public synchronized Duration longestCall() {
    return longest;
  }

  @Override
  public PortReading read(String port) throws SwitchTrouble {
    meet();
    return reading(index(port));
  }

  private synchronized PortReading reading(int index) {
    return new PortReading(
        on[index],
        on[index] ? Delivery.DELIVERING : Delivery.NOT_DELIVERING,
        OptionalDouble.empty());
  }

  @Override
  public void set(String port, boolean wanted, BooleanSupplier permit) throws SwitchTrouble {
    meet();
    int index = index(port);
    if (!permit.getAsBoolean()) {
      throw new SwitchTrouble(Kind.NOT_SENT, "switching port " + port + ": its time had passed");
    }
    synchronized (this) {
      commands.add(port + (wanted ? " on" : " off"));
      if (refuses) {
        throw new SwitchTrouble(Kind.REFUSED, "switching port " + port + " refused");
      }
      if (!ignores) {
        on[index] = wanted;
      }
    }
  }

  private int index(String port) throws SwitchTrouble {
    if (!port.matches("[1-8]")) {
      throw new SwitchTrouble(Kind.BAD_ANSWER, "no port " + port);
    }
    return Integer.parseInt(port) - 1;
  }

  private void meet() throws SwitchTrouble {
    CountDownLatch now;
    synchronized (this) {
      now = gate;
      if (breaks) {
        throw new IllegalStateException("broken driver");
      }
    }
    boolean interrupted = false;
    while (now.getCount() > 0) {
      try {
        interrupted |= !now.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (silent) {
        throw new SwitchTrouble(Kind.NO_ANSWER, "no answer from " + name);
      }
    }
  }

  @Override
  public Duration uptime() throws SwitchTrouble {
    meet();
    return Duration.ofMinutes(5);
  }

  @Override
  public List<PortRow> ports() throws SwitchTrouble {
    meet();
    List<PortRow> rows = new ArrayList<>();
    for (int i = 0; i < on.length; i++) {
      rows.add(new PortRow(Integer.toString(i + 1), reading(i)));
    }
    return rows;
  }

  @Override
  public void close() {}
}
