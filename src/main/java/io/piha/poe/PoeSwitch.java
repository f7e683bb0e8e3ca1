package io.piha.poe;

import io.piha.arbiter.PortReading;
import io.piha.site.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A switch that can cut the power of its ports. Safe for use by many threads; every call ends
 * within {@link #longestCall()} by its own means.
 */
public interface PoeSwitch extends AutoCloseable {

  /** Its name in the site file. */
  String name();

  /** What the driver can do there. */
  Set<Capability> capabilities();

  /** The longest that any call but {@link #ports()} takes. */
  Duration longestCall();

  /**
   * Reads a port. A lost question may be asked again: reading changes nothing.
   *
   * @throws SwitchTrouble when the switch is silent, has no such port, or does not let us read
   */
  PortReading read(String port) throws SwitchTrouble;

  /**
   * Commands a port, once: after an ambiguous silence the command is never repeated. Returns when
   * the switch has said yes, which proves nothing; only {@link #read} tells.
   *
   * @param on what the port shall be
   * @param permit asked once, immediately before the command leaves; false: it does not leave
   * @throws SwitchTrouble {@code REFUSED}: surely nothing was changed; {@code NOT_SENT}: the permit
   *     had run out; otherwise it is open whether the command took effect
   */
  void set(String port, boolean on, BooleanSupplier permit) throws SwitchTrouble;

  /**
   * Makes the switch itself cycle a port, once, for as long as it pleases; for switches with {@link
   * Capability#CYCLE}. Promises and troubles are those of {@link #set}.
   */
  default void cycle(String port, BooleanSupplier permit) throws SwitchTrouble {
    throw new SwitchTrouble(
        SwitchTrouble.Kind.REFUSED,
        "cycling port " + port + " of " + name() + ": it cannot cycle a port by itself");
  }

  /** How long the device has been up, by its own counter. */
  Duration uptime() throws SwitchTrouble;

  /**
   * The ports it has, at most 1,024, for {@code piha check}.
   *
   * @throws SwitchTrouble as for {@link #read}
   */
  List<PortRow> ports() throws SwitchTrouble;

  /**
   * What the switch has seen on its ports: learned addresses and neighbours that told their names,
   * at most 1,024. Empty where it does not tell.
   *
   * @throws SwitchTrouble as for {@link #read}
   */
  default List<Attached> attached() throws SwitchTrouble {
    return List.of();
  }

  /**
   * The ports on which the switch has learned that address lately.
   *
   * @param mac {@code aa:bb:cc:dd:ee:ff}
   */
  default List<String> learnedOn(String mac) throws SwitchTrouble {
    return attached().stream()
        .filter(each -> each.mac().equals(mac))
        .map(Attached::port)
        .distinct()
        .toList();
  }

  /** Why the switch is silent; empty when it answers anything at all, a refusal included. */
  default Optional<String> silence() {
    try {
      uptime();
      return Optional.empty();
    } catch (SwitchTrouble trouble) {
      return switch (trouble.kind()) {
        case REFUSED, BAD_ANSWER -> Optional.empty();
        case NO_ANSWER, NOT_SENT -> Optional.of(trouble.words());
      };
    }
  }

  /** Lets go of what it holds; no call may follow. */
  @Override
  void close();
}
