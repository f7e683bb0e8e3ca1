package io.piha.alert;

import io.piha.alert.channel.Lanes;
import io.piha.alert.rules.Policy;
import io.piha.alert.rules.QuietHours;
import io.piha.engine.NameLookup;
import io.piha.site.Alerting;
import io.piha.site.Host;
import io.piha.site.Service;
import io.piha.site.Site;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a configuration says about alerts.
 *
 * @param site the site's name
 * @param policy times and counts of the rules
 * @param lanes where messages go
 */
public record AlertSettings(String site, Policy policy, List<Lanes.Lane> lanes) {

  /** A snapshot may be twice as old as it is meant to grow before anybody is told. */
  private static final int TWICE = 2;

  public AlertSettings {
    lanes = List.copyOf(lanes);
  }

  /** Reads them off a site. */
  public static AlertSettings of(Site site, NameLookup names, InstantSource wall) {
    return new AlertSettings(site.name(), policy(site), Lanes.of(site.alerts(), names, wall));
  }

  private static Policy policy(Site site) {
    Alerting alerting = site.alerting();
    Policy usual = Policy.DEFAULT;
    Map<String, Duration> snapshots = new HashMap<>();
    Map<String, Duration> drills = new HashMap<>();
    for (Service service : site.services().values()) {
      alerting.drillEvery().ifPresent(every -> drills.put(service.name(), every));
      for (Host host : service.hosts().values()) {
        host.snapshots()
            .ifPresent(
                each ->
                    snapshots.put(
                        service.name() + "/" + host.name(), each.every().multipliedBy(TWICE)));
      }
    }
    return new Policy(
        usual.hold(),
        alerting.escalateAfter(),
        alerting.repeatEvery(),
        usual.remindFreeze(),
        usual.most(),
        usual.span(),
        alerting.quiet().map(each -> new QuietHours(each.from(), each.to(), each.zone())),
        snapshots,
        drills);
  }
}
