package io.piha.site;

import java.util.LinkedHashMap;
import java.util.Map;

/** Topics that would get into each other's way. */
final class TopicChecks {
  private static final String OWN = "piha/control";

  private TopicChecks() {}

  static void check(Site site, Report report) {
    Map<String, String> taken = new LinkedHashMap<>();
    for (Service service : site.services().values()) {
      String at = "services." + service.name() + ".topic_prefix";
      String prefix = service.topicPrefix();
      if (report.isBroken(at)) {
        continue;
      }
      if (prefix.equals(OWN) || prefix.startsWith(OWN + "/")) {
        report.error(
            report.origin(at),
            at,
            "the topic prefix " + Words.quote(prefix) + " is the control plane's own",
            "write another, such as piha/leader/" + service.name());
      }
      taken.forEach((other, name) -> compare(prefix, other, name, at, report));
      taken.putIfAbsent(prefix, service.name());
    }
  }

  private static void compare(String prefix, String other, String name, String at, Report report) {
    if (prefix.equals(other)) {
      report.error(
          report.origin(at),
          at,
          "the topic prefix " + Words.quote(prefix) + " is that of the service " + name + " too",
          "give each service its own");
    } else if (prefix.startsWith(other + "/") || other.startsWith(prefix + "/")) {
      report.error(
          report.origin(at),
          at,
          "the topic prefix "
              + Words.quote(prefix)
              + " lies within that of the service "
              + name
              + " or around it, so the rights for one would reach the other",
          "give each service its own");
    }
  }
}
