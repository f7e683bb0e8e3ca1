package io.piha.arbiter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log as it leaves the decision, before the journal numbers and chains it.
 *
 * @param kind what it is about
 * @param severity how much a person should care
 * @param service the service, absent for what belongs to the whole site
 * @param host the host, where one is meant
 * @param epoch the epoch in force or given, where it matters
 * @param by {@code control}, {@code operator:NAME} or {@code host:NAME}
 * @param reason why, in a sentence with its numbers
 * @param detail further facts; values are String, Long, Double, Boolean, List or Map of these
 */
public record Entry(
    Kind kind,
    Severity severity,
    @Nullable String service,
    @Nullable String host,
    @Nullable Long epoch,
    String by,
    String reason,
    Map<String, Object> detail) {

  /** The author of what the control plane does by itself. */
  public static final String CONTROL = "control";

  public Entry {
    detail = Map.copyOf(detail);
  }

  /** An entry of the site as a whole, written by the control plane. */
  public static Entry ofSite(Kind kind, Severity severity, String reason) {
    return new Entry(kind, severity, null, null, null, CONTROL, reason, Map.of());
  }
}
