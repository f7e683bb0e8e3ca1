package io.piha.cli;

import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine;

/** Which service a command means. */
final class Services {

  private Services() {}

  /** The named one, else the only one; a usage error when that is none. */
  static String meant(
      CommandLine.Model.CommandSpec spec, Optional<String> named, Collection<String> known) {
    if (named.isPresent()) {
      if (!known.contains(named.get())) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "there is no service " + named.get() + " (" + known + ")");
      }
      return named.get();
    }
    if (known.size() != 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "name the service with --service: " + known);
    }
    return known.iterator().next();
  }
}
