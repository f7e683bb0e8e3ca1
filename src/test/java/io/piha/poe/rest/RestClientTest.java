package io.piha.poe.rest;

import static io.piha.poe.PoeSwitchContract.trouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.site.Trust;
import io.piha.testing.SelfSigned;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestClientTest {
  private final NameLookup names = new NameLookup();

  @AfterEach
  void stop() {
    names.close();
  }

  private RestClient client(Trust trust, Duration answer) {
    return new RestClient(
        "rack", trust, new RestTiming(answer, answer.multipliedBy(2)), names, new EngineClock());
  }

  private static RestAnswer get(RestClient client, String url) throws SwitchTrouble {
    HttpUrl parsed = Objects.requireNonNull(HttpUrl.parse(url));
    return client.talk("asking rack", round -> round.send(RestCall.get(parsed)));
  }

  @Test
  void a_self_signed_console_is_believed_by_its_fingerprint_alone_and_told_nothing_otherwise(
      @TempDir Path folder) throws Exception {
    SelfSigned own = SelfSigned.make(folder, 90);
    AtomicInteger asked = new AtomicInteger();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(own.server()));
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "https://localhost:" + server.getAddress().getPort() + "/";
      Duration patient = Duration.ofSeconds(30);
      for (Trust no :
          List.of(Trust.SYSTEM, new Trust(Optional.empty(), Optional.of("00".repeat(32))))) {
        SwitchTrouble trouble = trouble(() -> get(client(no, patient), url));
        assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
        assertThat(trouble.words()).contains("certificate is not trusted", "fingerprint");
      }
      assertThat(asked).hasValue(0);
      Trust pinned = new Trust(Optional.empty(), Optional.of(own.fingerprint()));
      assertThat(get(client(pinned, patient), url).code()).isEqualTo(204);
      assertThat(asked).hasValue(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void one_call_at_a_time_and_nobody_waits_for_ever() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    RestClient client = client(Trust.SYSTEM, Duration.ofMillis(200));
    Thread holder =
        Thread.startVirtualThread(
            () ->
                assertThatCode(
                        () ->
                            client.talk(
                                "holding",
                                _ -> {
                                  inside.countDown();
                                  Awaitility.await()
                                      .atMost(Duration.ofSeconds(60))
                                      .until(() -> leave.getCount() == 0);
                                  return "";
                                }))
                    .doesNotThrowAnyException());
    inside.await();
    assertThat(trouble(() -> get(client, "http://127.0.0.1:1/")).kind()).isEqualTo(Kind.NOT_SENT);
    leave.countDown();
    holder.join();
    assertThat(trouble(() -> get(client, "http://127.0.0.1:1/")).words())
        .isEqualTo("asking rack: the connection was refused");
  }

  @Test
  void whatever_comes_back_is_an_answer_or_trouble_in_words() throws Exception {
    Random random = new Random(11);
    List<String> heads =
        List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 429 Slow\r\nRetry-After: never\r\n\r\n",
            "HTTP/1.1 503 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 408 No\r\nContent-Length: 0\r\n\r\n",
            "HTTP/9 banana\r\n\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n",
            "");
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(
          () -> {
            try {
              while (true) {
                try (Socket peer = server.accept();
                    OutputStream out = peer.getOutputStream()) {
                  int n = connections.getAndIncrement();
                  byte[] noise = new byte[random.nextInt(40)];
                  random.nextBytes(noise);
                  out.write(heads.get(n % heads.size()).getBytes(StandardCharsets.US_ASCII));
                  out.write(noise);
                }
              }
            } catch (IOException closed) {
              // The test is over.
            }
          });
      for (int i = 0; i < 60; i++) {
        RestClient client = client(Trust.SYSTEM, Duration.ofSeconds(30));
        HttpUrl url =
            Objects.requireNonNull(
                HttpUrl.parse("http://127.0.0.1:" + server.getLocalPort() + "/secret-path?k=v"));
        try {
          client.talk(
              "asking rack", round -> round.send(RestCall.json("POST", url, List.of("secret"))));
        } catch (SwitchTrouble told) {
          assertThat(told.words()).startsWith("asking rack: ").doesNotContain("secret");
        }
        // Sent once, whatever the answer.
        assertThat(connections.get()).isEqualTo(i + 1);
      }
    }
  }
}
