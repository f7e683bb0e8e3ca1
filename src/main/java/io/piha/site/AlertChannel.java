package io.piha.site;

import java.util.Optional;

/**
 * Reads the alerts of one kind from the file. Found by {@link java.util.ServiceLoader}: each has
 * its line in {@code META-INF/services/io.piha.site.AlertChannel}.
 */
public interface AlertChannel extends Provider {

  /**
   * Reads the channel's own keys; every key that it does not ask for is a mistake.
   *
   * @return nothing when a mistake was reported that leaves no way to speak of
   */
  Optional<? extends Alert> read(Fields fields);
}
