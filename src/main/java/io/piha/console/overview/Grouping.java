package io.piha.console.overview;

import java.util.Locale;

/** By what the tiles stand together. */
public enum Grouping {
  /** The hosts of the service that is shown, as they come. */
  NONE,
  /** The hosts of all services, each service a group. */
  SERVICE,
  ROLE,
  STATE;

  /** Its message key. */
  String key() {
    return "group." + name().toLowerCase(Locale.ROOT);
  }
}
