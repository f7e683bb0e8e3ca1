package io.piha.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.testing.Mosquitto;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import io.piha.testing.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir Path folder;

  private static LinkSettings settings(
      String url, String user, String password, @Nullable Path ca) {
    return new LinkSettings(
        url,
        Optional.of(user).filter(each -> !each.isEmpty()),
        Optional.of(password).filter(each -> !each.isEmpty()),
        Optional.ofNullable(ca),
        Optional.empty(),
        Optional.empty(),
        "check",
        "",
        List.of(),
        false,
        true);
  }

  private static Optional<String> check(
      String url, String user, String password, @Nullable Path ca) {
    return BrokerCheck.run(settings(url, user, password, ca), TIMEOUT).trouble();
  }

  /** A broker that says a fixed welcome and acknowledges the first publication. */
  private static void serve(ServerSocket server, byte[] welcome) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                packet(in);
                socket.getOutputStream().write(welcome);
                byte[] publication = packet(in);
                int id = 2 + PropertyWalk.unsigned(publication, 0);
                socket
                    .getOutputStream()
                    .write(new byte[] {0x40, 2, publication[id], publication[id + 1]});
                packet(in);
              } catch (IOException e) {
                // the client has gone
              }
            });
  }

  private static byte[] packet(InputStream in) throws IOException {
    in.skipNBytes(1);
    return in.readNBytes(in.read());
  }

  @Test
  void aBrokerThatTakes65535AtOnceIsNotTakenForOneThatTakesNone() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      serve(server, new byte[] {0x20, 6, 0, 0, 3, 0x21, (byte) 0xff, (byte) 0xff});
      String url = "mqtt://127.0.0.1:" + server.getLocalPort();
      try (Connection connection =
          Connection.open(
              settings(url, "", "", null), 60, Optional.empty(), (_, _) -> {}, TIMEOUT)) {
        assertThat(
                connection
                    .publish("a", new MqttMessage(new byte[] {1}, 1, false, null))
                    .get(10, TimeUnit.SECONDS))
            .isEqualTo(Published.YES);
      }
    }
  }

  @Test
  void aBrokerThatHangsUpAtOnceOrSaysNothingIsToldInTime() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  server.accept().close();
                } catch (IOException e) {
                  // the test is over
                }
              });
      String url = "mqtt://127.0.0.1:" + server.getLocalPort();
      assertThat(check(url, "", "", null)).isPresent();
      assertThat(
              BrokerCheck.run(settings(url, "", "", null), Duration.ofSeconds(1))
                  .trouble()
                  .orElseThrow())
          .contains("no answer");
    }
  }

  @Test
  void nobodyListeningIsSaidInWords() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    assertThat(check("mqtt://127.0.0.1:" + port, "", "", null).orElseThrow())
        .contains("connection refused by 127.0.0.1:" + port);
  }

  @Test
  @NeedsPeer({"mosquitto", "mosquitto_passwd"})
  void aWrongPasswordIsSaidInWords() throws Exception {
    Path passwords = folder.resolve("passwd");
    run("mosquitto_passwd", "-c", "-b", passwords.toString(), "hub", "hubpass");
    try (Mosquitto broker =
        Peers.mosquitto(folder, "allow_anonymous false", "password_file " + passwords)) {
      assertThat(check(broker.url(), "hub", "hubpass", null)).isEmpty();
      assertThat(check(broker.url(), "hub", "guess", null).orElseThrow())
          .contains("password")
          .doesNotContain("guess");
    }
  }

  @Test
  @NeedsPeer({"mosquitto", "openssl"})
  void tlsTrustsTheGivenAuthorityAndNoOther() throws Exception {
    authority("ca");
    authority("other");
    run(
        "openssl",
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=server",
        "-keyout",
        at("server.key"),
        "-out",
        at("server.csr"));
    Files.writeString(folder.resolve("ext"), "subjectAltName=IP:127.0.0.1\n");
    run(
        "openssl",
        "x509",
        "-req",
        "-in",
        at("server.csr"),
        "-CA",
        at("ca.crt"),
        "-CAkey",
        at("ca.key"),
        "-CAcreateserial",
        "-days",
        "30",
        "-extfile",
        at("ext"),
        "-out",
        at("server.crt"));
    int port = Ports.free();
    try (Mosquitto broker =
        Peers.mosquitto(
            folder,
            "listener " + port + " 127.0.0.1",
            "cafile " + at("ca.crt"),
            "certfile " + at("server.crt"),
            "keyfile " + at("server.key"))) {
      assertThat(broker.port()).isPositive();
      String url = "mqtts://127.0.0.1:" + port;
      assertThat(check(url, "", "", folder.resolve("ca.crt"))).isEmpty();
      assertThat(check(url, "", "", folder.resolve("other.crt")).orElseThrow())
          .contains("not signed by a trusted authority");
      assertThat(check("mqtts://localhost:" + port, "", "", folder.resolve("ca.crt")).orElseThrow())
          .contains("does not fit");
      assertThat(check("mqtt://127.0.0.1:" + port, "", "", null)).isPresent();
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void authority(String name) throws Exception {
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=" + name,
        "-keyout",
        at(name + ".key"),
        "-out",
        at(name + ".crt"));
  }

  private void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("out"))).isZero();
  }
}
