package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.channel.HookSink;
import io.piha.engine.NameLookup;
import io.piha.testing.InfluxTwin;
import io.piha.testing.Ports;
import io.piha.testing.Sites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code piha check} says of the ways on which people are told. */
class TellingCheckTest {
  @TempDir Path folder;

  private List<String> told(String hook, int deadPort, String watchdog, InfluxTwin influx)
      throws Exception {
    String text =
        """
        site: home
        data_dir: %1$s
        log_dir: %1$s
        mqtt: {url: "mqtt://127.0.0.1:1"}
        requests: open
        witnesses: ["tcp://127.0.0.1:1"]
        services:
          ha:
            hosts:
              haos: {role: primary, probes: {core: {url: "http://127.0.0.1:1/"}}}
              standby: {role: standby, probes: {core: {url: "http://127.0.0.1:1/"}}}
        alerts:
          - {kind: webhook, name: phone, url: "%2$s"}
          - {kind: email, name: mail, smtp: "smtp://127.0.0.1:%3$d", from: a@b, to: [c@d, e@f]}
          - {kind: homeassistant, url: "%2$s", token: t}
        alerting: {watchdog: {url: "%4$s"}}
        influx: {url: "%5$s", org: home, bucket: piha, token: t0ken}
        """
            .formatted(folder, hook, deadPort, watchdog, influx.url());
    List<String> told = new ArrayList<>();
    try (NameLookup names = new NameLookup()) {
      new TellingCheck(names, (path, _, trouble, _) -> told.add(path + ": " + trouble.orElse("ok")))
          .run(Sites.valid(text, folder));
    }
    return told;
  }

  @Test
  void everyWayIsTriedAndNothingIsSent() throws Exception {
    int dead = Ports.free();
    try (HookSink sink = new HookSink();
        InfluxTwin influx = new InfluxTwin().open()) {
      String mails = "alerts[1].smtp: alerts by mail %s: 127.0.0.1:" + dead + " cannot be reached";
      List<String> told = told(sink.url("/"), dead, sink.url("/ping"), influx);
      assertThat(told).hasSize(6);
      assertThat(told.get(0)).isEqualTo("alerts[0].url: ok");
      assertThat(told.get(1)).startsWith(mails.formatted("c@d"));
      assertThat(told.get(2)).startsWith(mails.formatted("e@f"));
      assertThat(told.subList(3, 6))
          .containsExactly("alerts[2].url: ok", "alerting.watchdog.url: ok", "influx.url: ok");
      assertThat(sink.hits())
          .as("only a look at Home Assistant's API")
          .allMatch(each -> each.path().equals("/api/") && each.body().isEmpty());
      assertThat(influx.lines("piha_event")).isEmpty();
    }
  }

  @Test
  void whatIsAwayIsNamedWithoutItsSecrets() throws Exception {
    String away = "http://127.0.0.1:" + Ports.free() + "/secret-path";
    assertThat(told(away, Ports.free(), away, new InfluxTwin()))
        .hasSize(6)
        .allMatch(each -> each.contains("127.0.0.1") && !each.contains("secret-path"))
        .noneMatch(each -> each.endsWith(": ok"));
  }
}
