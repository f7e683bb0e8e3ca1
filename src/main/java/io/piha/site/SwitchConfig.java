package io.piha.site;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A switch that powers hosts; each driver has a record of its own, in its own folder. */
public interface SwitchConfig {

  /** How long a command may take until the port reads back so, where the file says nothing. */
  Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

  /** Its name in this file. */
  String name();

  /** The driver's name as it stands in the file, see {@link SwitchDriver#word}. */
  String driver();

  /** How long a command may take until the port reads back so; the off time not included. */
  Duration deadline();

  /** Ports that are never touched, such as the uplink. */
  List<String> never();

  /** What the driver can do there. */
  Set<Capability> capabilities();

  /**
   * Every address that is spoken to over HTTP, whose certificate is watched where that is with TLS;
   * none where the driver speaks something else.
   */
  List<SecretText> addresses();

  /**
   * A host's port in the driver's own spelling, so that two spellings of one port are never taken
   * for two ports; as it was written where there is but one.
   *
   * @param value where it stands; takes the mistake
   * @return nothing when it is no port of this switch, which is reported then
   */
  default Optional<String> port(Value value, String written) {
    return Optional.of(written);
  }
}
