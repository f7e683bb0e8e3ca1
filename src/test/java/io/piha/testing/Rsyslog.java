package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stock rsyslog that takes messages over UDP and TCP on one port and over a unix socket, or over
 * TLS alone, and writes what it understood as lines of JSON.
 */
public final class Rsyslog implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;
  private final int port = Ports.free();
  private Daemon daemon;

  /** In that folder; with an authority it speaks TLS on its port and nothing else. */
  public Rsyslog(Path folder, Optional<TestCa> ca) {
    this.folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("rsyslog.conf"), ca.map(this::overTls).orElseGet(this::inClear));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon = launch();
  }

  private Daemon launch() {
    return Daemon.start(
        List.of(
            Peers.require("rsyslogd").toString(),
            "-n",
            "-f",
            folder.resolve("rsyslog.conf").toString(),
            "-i",
            folder.resolve("rsyslog.pid").toString()),
        Map.of(),
        folder.resolve("rsyslog.out"),
        port);
  }

  public int port() {
    return port;
  }

  public Path socket() {
    return folder.resolve("log.sock");
  }

  /** What was understood so far, one object a message. */
  public List<JsonNode> messages() {
    Path file = folder.resolve("got.json");
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().map(JSON::readTree).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: what it had not written yet is lost with it. */
  public void kill() {
    daemon.kill();
  }

  /** Starts again on the same port. */
  public void restart() {
    daemon.close();
    daemon = launch();
  }

  @Override
  public void close() {
    daemon.close();
  }

  private String common() {
    return """
    template(name="full" type="list") { property(name="jsonmesg") constant(value="\\n") }
    ruleset(name="rx") {
      action(type="omfile" file="%1$s/got.json" template="full" flushOnTXEnd="on")
    }
    """
        .formatted(folder);
  }

  private String inClear() {
    return """
    global(workDirectory="%1$s" net.enableDNS="off" preserveFQDN="on" maxMessageSize="64k")
    module(load="imudp")
    module(load="imtcp")
    module(load="imuxsock" SysSock.Use="off")
    %2$s
    input(type="imudp" address="127.0.0.1" port="%3$d" ruleset="rx")
    input(type="imtcp" address="127.0.0.1" port="%3$d" ruleset="rx")
    input(type="imuxsock" socket="%1$s/log.sock" ruleset="rx" useSysTimeStamp="off"
          useSpecialParser="off" rateLimit.interval="0")
    """
        .formatted(folder, common(), port);
  }

  private String overTls(TestCa ca) {
    return """
    global(workDirectory="%1$s" net.enableDNS="off" preserveFQDN="on" maxMessageSize="64k"
           defaultNetstreamDriver="ossl" defaultNetstreamDriverCAFile="%4$s"
           defaultNetstreamDriverCertFile="%5$s" defaultNetstreamDriverKeyFile="%6$s")
    module(load="imtcp" streamDriver.name="ossl" streamDriver.mode="1"
           streamDriver.authMode="anon")
    %2$s
    input(type="imtcp" address="127.0.0.1" port="%3$d" ruleset="rx")
    """
        .formatted(folder, common(), port, ca.authority(), ca.certificate(), ca.key());
  }
}
