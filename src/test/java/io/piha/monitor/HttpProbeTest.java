package io.piha.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.piha.arbiter.Verdict;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.site.Probe;
import io.piha.site.ProbeKind;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProbeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String RUNNING = "{\"message\":\"API running.\"}";

  private final NameLookup names = new NameLookup();

  @AfterEach
  void close() {
    names.close();
  }

  private HttpProbe probe(
      String url, Optional<String> token, Trust trust, InstantSource clock, Duration timeout) {
    ProbeKind kind = ProbeKind.guess(url);
    Probe probe = new Probe("p", SecretText.of(url), kind, token.map(Secret::new), trust);
    try {
      return new HttpProbe(probe, timeout, names, clock);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpProbe probe(String url, Optional<String> token) {
    return probe(url, token, Trust.SYSTEM, new EngineClock(), PATIENCE);
  }

  private Finding ask(String url, Duration patience) {
    return probe(url, Optional.empty(), Trust.SYSTEM, new EngineClock(), patience).look();
  }

  private static void assertThatIt(Finding result, Verdict verdict, String words) {
    assertThat(result.words()).contains(words);
    assertThat(result.verdict()).as(result.words()).isEqualTo(verdict);
  }

  @Test
  void the_four_kinds_are_judged_by_content() {
    try (WickedServer observer =
            WickedServer.saying(200, "<td>Supervisor:</td><td>Connected</td>");
        WickedServer dead = WickedServer.saying(200, "<td>Supervisor:</td><td>Disconnected</td>");
        WickedServer core = WickedServer.saying(200, RUNNING);
        WickedServer manifest = WickedServer.saying(200, "{\"name\":\"Home Assistant\"}");
        WickedServer plain = WickedServer.saying(204, "")) {
      assertThatIt(ask(observer.url("/supervisor/ping"), PATIENCE), Verdict.UP, "connected");
      assertThatIt(ask(dead.url("/supervisor/ping"), PATIENCE), Verdict.DOWN, "disconnected");
      assertThatIt(ask(core.url("/api/"), PATIENCE), Verdict.UP, "API running");
      assertThatIt(
          ask(manifest.url("/manifest.json"), PATIENCE), Verdict.UP, "serves its manifest");
      assertThatIt(ask(plain.url("/health"), PATIENCE), Verdict.UP, "204");
    }
  }

  @Test
  void any_page_with_status_200_does_not_do() {
    try (WickedServer any = WickedServer.saying(200, "<html>hello</html>")) {
      assertThatIt(ask(any.url("/supervisor/ping"), PATIENCE), Verdict.DOWN, "Supervisor");
      assertThatIt(ask(any.url("/api/"), PATIENCE), Verdict.DOWN, "not as Core");
      assertThatIt(ask(any.url("/manifest.json"), PATIENCE), Verdict.DOWN, "not with a manifest");
    }
  }

  @Test
  void a_landing_page_is_told_by_its_missing_manifest_and_proves_nothing_by_its_401() {
    try (WickedServer missing = WickedServer.saying(404, "");
        WickedServer landing = WickedServer.saying(401, "")) {
      assertThatIt(ask(missing.url("/manifest.json"), PATIENCE), Verdict.DOWN, "404");
      assertThatIt(
          probe(landing.url("/api/"), Optional.of("t")).look(), Verdict.UNKNOWN, "token rejected");
      assertThatIt(ask(landing.url("/api/"), PATIENCE), Verdict.UNKNOWN, "a token is needed");
    }
  }

  @Test
  void a_server_that_says_it_does_not_work_is_down() {
    try (WickedServer broken = WickedServer.saying(503, "")) {
      assertThatIt(ask(broken.url("/api/"), PATIENCE), Verdict.DOWN, "503");
      assertThatIt(ask(broken.url("/"), PATIENCE), Verdict.DOWN, "503");
    }
  }

  @Test
  void the_token_goes_out_and_is_in_no_words() {
    try (WickedServer core = WickedServer.saying(200, RUNNING)) {
      Finding result = probe(core.url("/api/"), Optional.of("tok-123")).look();
      assertThat(result.words()).doesNotContain("tok-123");
      assertThat(core.requests().getFirst()).contains("Authorization: Bearer tok-123");
    }
  }

  @Test
  void behind_an_api_that_runs_the_state_and_the_configuration_are_heard_too() {
    AtomicReference<String> state = new AtomicReference<>("{\"state\":\"STARTING\"}");
    AtomicReference<String> config =
        new AtomicReference<>("{\"state\":\"RUNNING\",\"recovery_mode\":true}");
    try (WickedServer core =
        new WickedServer(
            (request, out, _) -> {
              String body =
                  request.contains("/core/state")
                      ? state.get()
                      : request.contains("/config") ? config.get() : RUNNING;
              WickedServer.reply(out, 200, "", body);
            })) {
      HttpProbe probe = probe(core.url("/api/"), Optional.of("t"));
      assertThatIt(probe.look(), Verdict.UNKNOWN, "starting");
      state.set("{\"state\":\"RUNNING\"}");
      assertThatIt(probe.look(), Verdict.DOWN, "recovery mode");
      config.set("{\"state\":\"RUNNING\",\"recovery_mode\":false}");
      assertThatIt(probe.look(), Verdict.UP, "API running");
      assertThatIt(probe.look(), Verdict.UP, "API running");
      assertThat(core.paths()).filteredOn(path -> path.equals("/api/config")).hasSize(2);
    }
  }

  @Test
  void a_core_that_starts_for_ever_is_down_in_the_end() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (WickedServer core = WickedServer.saying(200, "{\"state\":\"STARTING\"}")) {
      HttpProbe probe =
          probe(core.url("/api/core/state"), Optional.of("t"), Trust.SYSTEM, now::get, PATIENCE);
      assertThatIt(probe.look(), Verdict.UNKNOWN, "Core starting");
      now.set(now.get().plus(Duration.ofMinutes(16)));
      assertThatIt(probe.look(), Verdict.DOWN, "starting for 16 min");
    }
  }

  @Test
  void without_a_token_a_401_makes_the_probe_shy_of_the_api_for_an_hour() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (WickedServer core = WickedServer.saying(401, "")) {
      HttpProbe probe =
          probe(core.url("/api/"), Optional.empty(), Trust.SYSTEM, now::get, PATIENCE);
      for (int i = 0; i < 3; i++) {
        assertThat(probe.look().verdict()).isEqualTo(Verdict.UNKNOWN);
      }
      assertThat(core.paths()).containsExactly("/api/", "/manifest.json", "/manifest.json");
      now.set(now.get().plus(Duration.ofMinutes(61)));
      probe.look();
      assertThat(core.paths().getLast()).isEqualTo("/api/");
    }
  }

  @Test
  void one_redirect_on_the_same_host_is_followed_and_no_other() {
    try (WickedServer moved = WickedServer.saying(200, RUNNING);
        WickedServer old = redirecting("http://127.0.0.1:" + moved.port() + "/api/");
        WickedServer away = redirecting("http://localhost:" + moved.port() + "/api/");
        WickedServer loop = redirecting("/api/")) {
      assertThatIt(ask(old.url("/api/"), PATIENCE), Verdict.UP, "API running");
      assertThatIt(ask(away.url("/api/"), PATIENCE), Verdict.DOWN, "redirects to");
      assertThatIt(ask(loop.url("/api/"), PATIENCE), Verdict.DOWN, "redirects to");
      assertThat(loop.requests()).hasSize(2);
    }
  }

  private static WickedServer redirecting(String location) {
    return new WickedServer(
        (_, out, _) -> WickedServer.reply(out, 307, "Location: " + location + "\r\n", ""));
  }

  @Test
  void nobody_listening_is_refused() {
    int port;
    try (WickedServer gone = WickedServer.saying(200, "")) {
      port = gone.port();
    }
    assertThatIt(ask("http://127.0.0.1:" + port + "/", PATIENCE), Verdict.DOWN, "refused");
    assertThatIt(ask("http://localhost:" + port + "/", PATIENCE), Verdict.DOWN, "refused");
  }

  @Test
  void a_name_that_is_none_is_no_verdict() {
    assertThatIt(ask("http://no-such-host.invalid/", PATIENCE), Verdict.UNKNOWN, "not found");
  }

  @Test
  void silence_and_a_body_that_drips_end_at_the_bound() {
    CountDownLatch end = new CountDownLatch(1);
    try (WickedServer mute = new WickedServer((_, _, _) -> waitFor(end));
        WickedServer drip =
            new WickedServer(
                (_, out, _) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
                          .getBytes(StandardCharsets.US_ASCII));
                  while (end.getCount() > 0) {
                    out.write('x');
                    out.flush();
                    await().pollDelay(Duration.ofMillis(20)).until(() -> true);
                  }
                })) {
      for (WickedServer server : new WickedServer[] {mute, drip}) {
        long before = System.nanoTime();
        assertThatIt(ask(server.url("/"), SHORT), Verdict.DOWN, "no answer within 400 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENCE);
      }
    } finally {
      end.countDown();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    await().atMost(Duration.ofMinutes(1)).until(() -> latch.getCount() == 0);
  }

  @Test
  void a_reset_an_early_end_and_garbage_are_told_apart() {
    try (WickedServer resets =
            new WickedServer(
                (_, _, socket) -> {
                  socket.setSoLinger(true, 0);
                  socket.close();
                });
        WickedServer ends = new WickedServer((_, _, socket) -> socket.close());
        WickedServer half =
            new WickedServer(
                (_, out, _) ->
                    out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"
                            .getBytes(StandardCharsets.US_ASCII)));
        WickedServer garbage =
            new WickedServer(
                (_, out, _) ->
                    out.write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertThatIt(ask(resets.url("/"), PATIENCE), Verdict.DOWN, "reset");
      assertThatIt(ask(ends.url("/"), PATIENCE), Verdict.DOWN, "closed");
      assertThatIt(ask(half.url("/"), PATIENCE), Verdict.DOWN, "closed");
      assertThatIt(ask(garbage.url("/"), PATIENCE), Verdict.UNKNOWN, "no HTTP");
    }
  }

  @Test
  void of_a_body_without_end_only_the_beginning_is_read() {
    AtomicInteger sent = new AtomicInteger();
    byte[] block = new byte[65_536];
    try (WickedServer flood =
        new WickedServer(
            (_, out, socket) -> {
              out.write(
                  "HTTP/1.1 200 OK\r\n\r\n<td>Supervisor:</td><td>Connected"
                      .getBytes(StandardCharsets.US_ASCII));
              while (!socket.isClosed() && sent.get() < 10_000) {
                out.write(block);
                sent.incrementAndGet();
              }
            })) {
      assertThatIt(ask(flood.url("/supervisor/ping"), PATIENCE), Verdict.UP, "connected");
      assertThat(sent.get()).isLessThan(10_000);
    }
  }

  @Test
  void every_probe_has_a_connection_of_its_own() {
    try (WickedServer server = WickedServer.saying(200, "ok")) {
      HttpProbe probe = probe(server.url("/"), Optional.empty());
      for (int i = 0; i < 3; i++) {
        assertThat(probe.look().verdict()).isEqualTo(Verdict.UP);
      }
      assertThat(server.requests()).hasSize(3).allMatch(each -> each.contains("Connection: close"));
    }
  }

  @Test
  void a_self_signed_certificate_is_no_verdict_unless_pinned_or_given(@TempDir Path folder)
      throws Exception {
    KeyStore store = selfSigned(folder);
    Certificate own = store.getCertificate("own");
    String print =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(own.getEncoded()));
    Path pem = folder.resolve("ca.pem");
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(own.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    try (WickedServer server =
        new WickedServer(
            tls.getServerSocketFactory(), (_, out, _) -> WickedServer.reply(out, 200, "", "ok"))) {
      String url = "https://127.0.0.1:" + server.port() + "/";
      assertThatIt(ask(url, PATIENCE), Verdict.UNKNOWN, "TLS");
      assertThatIt(trusting(url, Optional.empty(), Optional.of(print)), Verdict.UP, "200");
      assertThatIt(
          trusting(url, Optional.empty(), Optional.of("00".repeat(32))), Verdict.UNKNOWN, "TLS");
      assertThatIt(trusting(url, Optional.of(pem), Optional.empty()), Verdict.UP, "200");
    }
  }

  private Finding trusting(String url, Optional<Path> ca, Optional<String> print) {
    return probe(url, Optional.empty(), new Trust(ca, print), new EngineClock(), PATIENCE).look();
  }

  private static KeyStore selfSigned(Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    return store;
  }
}
