package io.piha.world;

import io.piha.arbiter.Effect;
import io.piha.arbiter.PortId;
import io.piha.arbiter.PortReading;
import io.piha.arbiter.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A PoE switch that reads truly and does what it is told, except where a mishap says otherwise. */
final class WorldSwitch {

  /** How it takes commands. */
  enum Mood {
    OBEYS,
    /** Says yes and does nothing. */
    LIES,
    REFUSES,
    /** Answers nothing at all. */
    UNREACHABLE,
    /** Does what it is told, but the answer is lost. */
    MUTE,
    /** Takes power away and cannot give it back. */
    STUCK_OFF
  }

  private static final class Port {
    boolean admin = true;
    boolean on = true;
    boolean wasAdmin = true;
    boolean wasOn = true;
    long changedAt = Long.MIN_VALUE / 2;

    /** What it claims of itself, when it does not read truly. */
    @Nullable Boolean claims;
  }

  private final World world;
  private final String device;
  private final TreeMap<PortId, Port> ports = new TreeMap<>();
  private Mood mood = Mood.OBEYS;
  private long delay;
  private long moodAt = Long.MIN_VALUE / 2;
  private long upSince = -30L * 24 * 3_600_000;
  private boolean running = true;

  /** Its readings show what was so many milliseconds ago. */
  long staleness;

  /** It tells on which port it has learned the address of a host. */
  boolean learns;

  /** How often a port went dark by command. */
  int darkenings;

  WorldSwitch(World world, String device) {
    this.world = world;
    this.device = device;
  }

  void has(PortId port) {
    ports.put(port, new Port());
  }

  /** How a port stands when the world begins. */
  void begins(PortId id, boolean admin, boolean on) {
    Port port = ports.computeIfAbsent(id, _ -> new Port());
    port.admin = admin;
    port.on = on;
  }

  void mood(Mood next, long late) {
    mood = next;
    delay = late;
    moodAt = world.now();
  }

  /** It has done what it was told for a while, so that a bound can be asked of it. */
  boolean isSteady() {
    return running && mood == Mood.OBEYS && delay == 0 && moodAt + 120_000 < world.now();
  }

  boolean isOn(PortId port) {
    return port(port).on;
  }

  Iterable<PortId> ports() {
    return ports.keySet();
  }

  private Port port(PortId id) {
    Port port = ports.get(id);
    if (port == null) {
      throw new IllegalStateException("no port " + id);
    }
    return port;
  }

  private boolean answers(Plane to) {
    return running && mood != Mood.UNREACHABLE && world.links.between(to.party, Links.SWITCH);
  }

  /** It only knows a cycle of its own. */
  private boolean cycler() {
    return world.policy().cyclers().contains(device);
  }

  void read(PortId id, Plane by) {
    var started = by.time();
    boolean answers = answers(by);
    Port port = port(id);
    boolean stale = port.changedAt + staleness > world.now();
    boolean on = stale ? port.wasOn : port.on;
    boolean admin = stale ? port.wasAdmin : port.admin;
    Boolean claims = port.claims;
    if (claims != null) {
      on = claims;
      admin = claims;
    }
    PortReading reading =
        new PortReading(
            admin || cycler(),
            on ? PortReading.Delivery.DELIVERING : PortReading.Delivery.NOT_DELIVERING,
            OptionalDouble.of(on ? 4.5 : 0));
    if (learns && answers) {
      learned(id, by);
    }
    world.answer(
        by,
        answers ? 20 : 3_000,
        () ->
            new Signal.PortRead(
                id,
                answers ? Optional.of(reading) : Optional.empty(),
                answers ? "" : "no answer from the switch",
                started));
  }

  /** An address is known as long as its host talks. */
  private void learned(PortId id, Plane by) {
    for (WorldHost each : world.hosts) {
      if (each.policy.port().equals(Optional.of(id))) {
        String there = each.moved ? "another" : id.port();
        List<String> at = each.alive() ? List.of(there) : List.of();
        world.agenda.in(20, () -> by.tell(new Signal.HostLearned(id, "aa:bb:cc:dd:ee:ff", at)));
      }
    }
  }

  void uptime() {
    Plane by = world.plane;
    if (answers(by)) {
      Duration up = Duration.ofMillis(world.now() - upSince);
      world.agenda.in(20, () -> by.tell(new Signal.SwitchUptime(device, up)));
    }
  }

  void set(Effect.SetPort command, Plane by) {
    boolean heard = running && mood != Mood.UNREACHABLE && world.links.open(by.party, Links.SWITCH);
    boolean told = heard && mood != Mood.MUTE && world.links.open(Links.SWITCH, by.party);
    boolean does =
        heard
            && switch (mood) {
              case OBEYS, MUTE -> true;
              case STUCK_OFF -> !command.on();
              case LIES, REFUSES, UNREACHABLE -> false;
            };
    boolean asTold = heard && !world.relies(Assumption.TRUTHFUL_SWITCH) && world.chance.percent(50);
    port(command.port()).claims = asTold ? (Boolean) command.on() : null;
    does = does && !asTold;
    if (does && !cycler()) {
      world.agenda.in(delay + 10, () -> admin(command.port(), command.on()));
    } else if (does && !command.on()) {
      world.agenda.in(delay + 10, () -> admin(command.port(), false));
      world.agenda.in(delay + 5_000, () -> admin(command.port(), true));
    }
    Signal.SetAnswer answer =
        !told
            ? Signal.SetAnswer.UNKNOWN
            : mood == Mood.REFUSES ? Signal.SetAnswer.REFUSED : Signal.SetAnswer.ACCEPTED;
    world.answer(
        by,
        told ? 30 : 3_000,
        () ->
            new Signal.PortSet(
                command.port(),
                command.actId(),
                command.on(),
                answer,
                switch (answer) {
                  case ACCEPTED -> "";
                  case REFUSED -> "not allowed";
                  case UNKNOWN, NOT_SENT -> "no answer from the switch";
                }));
  }

  private void admin(PortId id, boolean on) {
    if (running) {
      Port port = port(id);
      port.wasAdmin = port.admin;
      port.wasOn = port.on;
      port.changedAt = world.now();
      darkenings += port.on && !on ? 1 : 0;
      port.admin = on;
      flow(id, on);
    }
  }

  private void flow(PortId id, boolean on) {
    if (on && !port(id).on && !world.relies(Assumption.WORKING_RELAY) && world.chance.percent(30)) {
      return;
    }
    port(id).on = on;
    for (WorldHost each : world.hosts) {
      if (each.policy.port().equals(Optional.of(id)) && !each.moved) {
        each.power(on);
      }
    }
  }

  /** Loses its own power for a while; its ports come back as they are set. */
  void reboot(long lasting) {
    running = false;
    for (PortId each : ports.keySet()) {
      flow(each, false);
    }
    world.agenda.in(
        lasting,
        () -> {
          running = true;
          upSince = world.now();
          moodAt = world.now();
          ports.forEach(
              (id, port) -> {
                // A cycle of its own is not part of its configuration.
                port.admin = port.admin || cycler() || !world.relies(Assumption.KEPT_OFF);
                flow(id, port.admin);
              });
          uptime();
        });
  }
}
