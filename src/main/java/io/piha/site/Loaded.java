package io.piha.site;

import java.util.List;
import java.util.Map;

/** What came of reading a configuration. */
public sealed interface Loaded {

  /**
   * It can be used.
   *
   * @param warnings what a person should look at all the same
   * @param origins for each path of the file ({@code services.x.hosts.y.power.port}) where it
   *     stands, so that what is found wrong later, by a connection tried, can be shown there too
   */
  record Valid(Site site, List<Finding> warnings, Map<String, Origin> origins) implements Loaded {
    public Valid {
      warnings = List.copyOf(warnings);
      origins = Ordered.copy(origins);
    }
  }

  /** It cannot; all mistakes at once, warnings among them, in the order of the file. */
  record Invalid(List<Finding> findings) implements Loaded {
    public Invalid {
      findings = List.copyOf(findings);
    }
  }
}
