package io.piha.site;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads the switches of one kind from the file. Found by {@link java.util.ServiceLoader}: each has
 * its line in {@code META-INF/services/io.piha.site.SwitchDriver}.
 */
public interface SwitchDriver extends Provider {

  /**
   * Reads the driver's own keys; every key that it does not ask for is a mistake.
   *
   * @return nothing when a mistake was reported that leaves no switch to speak of
   */
  Optional<? extends SwitchConfig> read(Fields fields, Common common);

  /**
   * What all drivers have in common.
   *
   * @param name the switch's name in the file
   * @param deadline how long a command may take until the port reads back so
   * @param never the ports that are never touched, as they stand in the file
   */
  record Common(String name, Duration deadline, List<Value> never) {
    public Common {
      never = List.copyOf(never);
    }

    /** The ports that are never touched, as they were written. */
    public List<String> neverAsWritten() {
      return never((_, text) -> Optional.of(text));
    }

    /** The ports that are never touched, in the driver's own spelling. */
    public List<String> never(BiFunction<Value, String, Optional<String>> spelling) {
      return never.stream()
          .flatMap(each -> each.text().flatMap(text -> spelling.apply(each, text)).stream())
          .toList();
    }
  }
}
