package io.piha.poe;

import io.piha.arbiter.PortId;
import io.piha.arbiter.PortReading;
import io.piha.arbiter.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Reads a port. */
final class ReadTask implements PortTask {
  private final PortId port;
  private final Optional<PoeSwitch> device;
  private final InstantSource clock;
  private volatile Instant startedAt;

  ReadTask(PortId port, Optional<PoeSwitch> device, InstantSource clock) {
    this.port = port;
    this.device = device;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public Duration bound() {
    return device.map(PoeSwitch::longestCall).orElse(Duration.ZERO).plus(GRACE);
  }

  @Override
  public Signal run() {
    if (device.isEmpty()) {
      return notDone("the site file has no switch " + port.device());
    }
    startedAt = clock.instant();
    try {
      PortReading reading = device.get().read(port.port());
      return new Signal.PortRead(port, Optional.of(reading), "", startedAt);
    } catch (SwitchTrouble trouble) {
      return notDone(trouble.words());
    }
  }

  @Override
  public Signal givenUp() {
    return notDone("reading " + port + " given up after " + bound().toMillis() + " ms");
  }

  @Override
  public Signal notDone(String why) {
    return new Signal.PortRead(port, Optional.empty(), why, startedAt);
  }
}
