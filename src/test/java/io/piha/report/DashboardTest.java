package io.piha.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.engine.SamplePicture;
import io.piha.engine.StatusDocument;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean turns = new AtomicBoolean(true);
  private Optional<Dashboard> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(Dashboard::close);
    client.close();
  }

  private Dashboard start(String hostName, Optional<String> token) throws IOException {
    Dashboard dashboard =
        Dashboard.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            token,
            new Dashboard.Sources(
                () -> SamplePicture.of(hostName),
                turns::get,
                () -> 1_772_331_245_120L,
                Optional.empty(),
                new Tally()));
    open = Optional.of(dashboard);
    return dashboard;
  }

  private HttpResponse<String> ask(String method, String path, String... headers)
      throws IOException, InterruptedException {
    int port = open.orElseThrow().address().getPort();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void theStatusIsTheDocument() throws Exception {
    start("haos", Optional.empty());
    HttpResponse<String> answer = ask("GET", "/status.json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo(StatusDocument.text(SamplePicture.of("haos")));
  }

  @Test
  void thePageNamesHostsHeartbeatsPlansAndEvents() throws Exception {
    start("haos", Optional.empty());
    HttpResponse<String> answer = ask("GET", "/");
    assertThat(answer.body())
        .contains("no heartbeat for 92 s, limit 90 s; both probes refused")
        .contains("92 s ago")
        .contains("<b>power cycle</b> haos")
        .contains("in 8 s")
        .contains("heartbeat lost")
        .contains("http-equiv=\"refresh\"");
    assertThat(header(answer, "Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe");
  }

  @Test
  void aHostNamedScriptStaysAName() throws Exception {
    start("<script>alert('1')</script>", Optional.empty());
    String body = ask("GET", "/").body();
    assertThat(body).contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
    assertThat(body).doesNotContain("<script>alert");
  }

  @Test
  void healthFollowsTheLoop() throws Exception {
    start("haos", Optional.empty());
    assertThat(ask("GET", "/healthz").statusCode()).isEqualTo(200);
    turns.set(false);
    assertThat(ask("GET", "/healthz").statusCode()).isEqualTo(503);
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    start("haos", Optional.empty());
    for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
      HttpResponse<String> answer = ask(method, "/status.json");
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    }
    HttpResponse<String> head = ask("HEAD", "/metrics");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(ask("GET", "/../etc/passwd").statusCode()).isEqualTo(404);
  }

  @Test
  void liveReadersHaveSoManyPlacesAndNoMore() throws Exception {
    start("haos", Optional.of("sesame"));
    assertThat(ask("GET", "/live").statusCode()).isEqualTo(401);
    List<InputStream> readers = new ArrayList<>();
    try {
      for (int i = 0; i < Live.MOST_READERS; i++) {
        HttpResponse<InputStream> live = live();
        readers.add(live.body());
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(header(live, "Content-Type")).startsWith("text/event-stream");
        String begun = new String(live.body().readNBytes(40), StandardCharsets.UTF_8);
        assertThat(begun).startsWith("retry: 1000\n\ndata: <main data-at=");
      }
      HttpResponse<InputStream> further = live();
      readers.add(further.body());
      assertThat(further.statusCode()).isEqualTo(503);
      assertThat(ask("GET", "/?token=sesame").statusCode()).isEqualTo(200);
    } finally {
      for (InputStream each : readers) {
        each.close();
      }
    }
  }

  private HttpResponse<InputStream> live() throws IOException, InterruptedException {
    int port = open.orElseThrow().address().getPort();
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/live"))
            .header("Authorization", "Bearer sesame")
            .build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void theTokenIsAskedOfEveryone() throws Exception {
    start("haos", Optional.of("s3cret+ü"));
    HttpResponse<String> without = ask("GET", "/");
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.body()).doesNotContain("haos").doesNotContain("s3cret");
    assertThat(ask("GET", "/metrics?token=s3cret").statusCode()).isEqualTo(401);
    assertThat(ask("GET", "/metrics?x=1&token=s3cret%2B%C3%BC").statusCode()).isEqualTo(200);
  }

  @Test
  void theTokenMayComeAsABearer() throws Exception {
    start("haos", Optional.of("plain"));
    assertThat(ask("GET", "/", "Authorization", "Bearer plain").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/", "Authorization", "Basic plain").statusCode()).isEqualTo(401);
  }

  @Test
  void withoutATokenItStaysOnLoopback() {
    assertThatThrownBy(
            () ->
                Dashboard.open(
                    new InetSocketAddress("0.0.0.0", 0),
                    Optional.empty(),
                    new Dashboard.Sources(
                        () -> SamplePicture.of("haos"),
                        () -> true,
                        () -> 0L,
                        Optional.empty(),
                        new Tally())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("dashboard.token");
  }

  @Test
  void aForeignNameForOurAddressIsTurnedAway() throws Exception {
    Dashboard dashboard = start("haos", Optional.empty());
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), dashboard.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /status.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 421");
    }
  }

  @Test
  void metricsCarryEveryLabelSet() throws Exception {
    start("ha\"os\\", Optional.empty());
    HttpResponse<String> answer = ask("GET", "/metrics");
    assertThat(header(answer, "Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    String node = "{service=\"home-assistant\",node=\"ha\\\"os\\\\\"";
    assertThat(answer.body().lines())
        .contains(
            "# TYPE piha_node_leader gauge",
            "piha_build_info{version=\"0.1.0\"} 1",
            "piha_loop_last_turn_timestamp_seconds 1772331245.12",
            "piha_node_leader" + node + "} 1",
            "piha_node_leader{service=\"home-assistant\",node=\"standby\"} 0",
            "piha_node_last_heartbeat_timestamp_seconds" + node + "} 1772331153.12",
            "piha_phase{service=\"home-assistant\",phase=\"normal\"} 0",
            "piha_phase{service=\"home-assistant\",phase=\"recovering\"} 1",
            "piha_probe_duration_seconds" + node + ",probe=\"core\"} 0.012",
            "piha_probe_success{service=\"home-assistant\",node=\"standby\",probe=\"api\"} 1",
            "piha_power_last_cycle_timestamp_seconds" + node + "} 0",
            "piha_node_boots" + node + ",from=\"power_on\"} 0",
            "piha_node_boot_seconds" + node + ",from=\"restart\",quantile=\"0.99\"} 0",
            "piha_node_recovery_wait_advised_seconds" + node + "} 0",
            "piha_audit_last_id 42");
    assertThat(answer.body()).endsWith("\n");
    assertThat(answer.body().lines())
        .allMatch(
            line -> line.startsWith("# ") || line.matches("[a-z_]+(\\{[a-z]+=\".*\"})? -?[0-9.]+"));
  }
}
