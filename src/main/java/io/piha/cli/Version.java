package io.piha.cli;

import java.util.Objects;

/** The program's version, from its jar's manifest. */
final class Version {

  private Version() {}

  static String text() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }
}
