package io.piha.monitor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.CheckView;
import io.piha.engine.CheckView.Level;
import io.piha.engine.NameLookup;
import io.piha.site.HostPort;
import io.piha.site.Site;
import io.piha.site.TlsPeer;
import io.piha.testing.Exim;
import io.piha.testing.NeedsPeer;
import io.piha.testing.TestCa;
import io.piha.testing.TlsProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
  @TempDir Path folder;

  @Test
  @NeedsPeer({"nginx", "openssl", "exim4"})
  void servers_are_read_in_https_and_behind_starttls_and_our_own_certificate_from_its_file()
      throws Exception {
    TestCa soon = TestCa.in(folder.resolve("soon"), 10);
    TestCa later = TestCa.in(folder.resolve("later"), 200);
    Path ours = soon.client();
    Path mail = Files.createDirectories(folder.resolve("mail"));
    try (TlsProxy proxy = new TlsProxy(folder, soon, folder.resolve("no.sock"));
        Exim exim = new Exim(mail, later);
        NameLookup names = new NameLookup()) {
      Site site =
          CheckedSite.of(
              folder,
              """
              containers:
                engine: tcp://127.0.0.1:%d
                ca: %s
                cert: %s
                key: %s
                watch: [x]
              alerts:
                - {kind: email, smtp: "smtp://127.0.0.1:%d", username: u, password: p, from: a@b.c, to: [c@d.e]}
              """
                  .formatted(
                      proxy.port(),
                      soon.authority(),
                      ours,
                      soon.clientKey(),
                      exim.submissionPort()));
      List<String> unread = new ArrayList<>();
      List<CheckView> rows =
          new Certificates(names)
              .rows(reachable(site), Instant.now(), (name, why) -> unread.add(name + why));
      assertThat(rows)
          .as("%s", unread)
          .extracting(CheckView::name, CheckView::level)
          .contains(
              org.assertj.core.groups.Tuple.tuple("127.0.0.1:" + proxy.port(), Level.NOTICE),
              org.assertj.core.groups.Tuple.tuple(
                  "127.0.0.1:" + exim.submissionPort(), Level.QUIET),
              org.assertj.core.groups.Tuple.tuple("containers.cert", Level.QUIET));
      assertThat(rows)
          .filteredOn(row -> row.matters())
          .singleElement()
          .matches(row -> row.said().startsWith("ends in 9 days"));
    }
  }

  /** Nothing but loopback is asked in tests. */
  private static Site reachable(Site site) {
    return new Site(
        site.name(),
        site.dataDir(),
        site.logDir(),
        site.secretsFile(),
        site.mqtt(),
        site.requests(),
        site.operators(),
        java.util.Map.of(),
        site.switches(),
        site.powerGuard(),
        site.witnesses(),
        site.containers(),
        site.alerts(),
        site.alerting(),
        site.syslog(),
        site.influx(),
        site.dashboard(),
        site.lease(),
        site.checks());
  }

  @Test
  void every_tls_peer_of_a_site_is_looked_at_and_nothing_else() {
    Site site =
        CheckedSite.of(
            folder,
            """
            mqtt: {url: "mqtts://broker:8884"}
            switches:
              a: {driver: unifi, url: "https://user:pw@unifi/x?y", username: u, password: p, device: d}
              b: {driver: mikrotik, url: "http://router", username: u, password: p}
              c: {driver: omada, url: "https://omada:8043", username: u, password: p, device: "aa:bb:cc:00:11:22"}
              d:
                driver: http
                on: {url: "https://relay:4443/{port}/on"}
                off: {url: "https://relay:4443/{port}/off"}
                status: {url: "https://relay2/{port}", on_when: "1", off_when: "0"}
            alerts:
              - {kind: webhook, url: "https://[fd00::1]:9443/secret", format: json}
              - {kind: email, smtp: "smtps://mail:465", username: u, password: p, from: a@b.c, to: [c@d.e]}
              - {kind: email, smtp: "smtp://mail:587", username: u, password: p, from: a@b.c, to: [c@d.e]}
            alerting: {watchdog: {url: "https://ping/uuid"}}
            syslog: {address: "tls://logs:6514"}
            """);
    assertThat(
            TlsPeers.of(site).servers().stream()
                .map(each -> each.server() + (each.mail() ? " mail" : ""))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "broker:8884",
            "10.0.0.5:443",
            "unifi:443",
            "omada:8043",
            "relay:4443",
            "relay2:443",
            "[fd00::1]:9443",
            "mail:465",
            "mail:587 mail",
            "ping:443",
            "logs:6514");
    assertThat(TlsPeers.of(site).servers())
        .contains(TlsPeer.direct(new HostPort("broker", 8884)))
        .noneMatch(each -> each.toString().contains("pw") || each.toString().contains("secret"));
  }
}
