package io.piha.cli;

import io.piha.alert.channel.Lanes;
import io.piha.alert.channel.Touch;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.report.influx.InfluxSink;
import io.piha.site.Alert;
import io.piha.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The part of {@code piha check} that tries the ways on which people are told, the watchdog
 * outside, and InfluxDB. It sends nothing: {@code piha alert test} does.
 */
final class TellingCheck {
  private final NameLookup names;
  private final ContainersCheck.Teller teller;
  private final EngineClock clock = new EngineClock();

  TellingCheck(NameLookup names, ContainersCheck.Teller teller) {
    this.names = names;
    this.teller = teller;
  }

  /** A channel, and where the configuration speaks of it. */
  private record Way(String path, String name, Future<Optional<String>> trouble) {}

  void run(Site site) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Way> ways = new ArrayList<>();
      for (int i = 0; i < site.alerts().size(); i++) {
        Alert alert = site.alerts().get(i);
        String key = alert.key();
        for (Lanes.Lane lane : Lanes.of(List.of(alert), names, clock::wall)) {
          ways.add(
              new Way(
                  "alerts[" + i + "]." + key,
                  lane.name(),
                  threads.submit(() -> lane.channel().check())));
        }
      }
      for (Way each : ways) {
        tell(each);
      }
    }
    site.alerting()
        .watchdog()
        .ifPresent(
            each ->
                teller.tell(
                    "alerting.watchdog.url",
                    "the watchdog outside can be reached; it was not called",
                    Touch.trouble(each.url().reveal(), each.trust(), names)
                        .map(why -> "the watchdog outside: " + why),
                    "check url and the way to the Internet"));
    site.influx()
        .ifPresent(
            each ->
                teller.tell(
                    "influx.url",
                    "InfluxDB takes the token for bucket " + each.bucket(),
                    InfluxSink.check(each, names, clock).map(why -> "InfluxDB: " + why),
                    "check url, org, bucket and token"));
  }

  private void tell(Way way) throws InterruptedException {
    Optional<String> trouble;
    try {
      trouble = way.trouble().get();
    } catch (ExecutionException e) {
      trouble = Optional.of("the check broke: " + e.getCause());
    }
    teller.tell(
        way.path(),
        "alerts by " + way.name() + " can be sent; `piha alert test` sends one",
        trouble.map(why -> "alerts by " + way.name() + ": " + why),
        "check address, credentials and ca_file");
  }
}
