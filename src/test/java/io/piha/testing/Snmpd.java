package io.piha.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * net-snmp's agent playing an RFC 3621 switch with eight PoE ports in group 1.
 *
 * <p>Version 2c: community {@value #READ} reads, {@value #WRITE} writes. Version 3: user {@value
 * #USER}, SHA-256 with {@value #AUTH_KEY}, AES-128 with {@value #PRIVACY_KEY}, reads and writes.
 * The table lives in small files, so a test can look at a port, or move it, behind the agent's
 * back.
 */
public final class Snmpd implements AutoCloseable {
  public static final String READ = "public";
  public static final String WRITE = "private";
  public static final String USER = "hub";
  public static final String AUTH_KEY = "authpass123";
  public static final String PRIVACY_KEY = "privpass123";

  /** {@code pethPsePortAdminEnable} of group 1; append the port. */
  public static final String ADMIN = ".1.3.6.1.2.1.105.1.1.1.3.1.";

  /** {@code pethPsePortDetectionStatus} of group 1; append the port. */
  public static final String DETECTION = ".1.3.6.1.2.1.105.1.1.1.6.1.";

  /** The bridge's tables (RFC 4188). */
  public static final String BRIDGE = ".1.3.6.1.2.1.17";

  /** LLDP's tables. */
  public static final String LLDP = ".1.0.8802.1.1.2";

  private final Path folder;
  private final int port = Ports.free();
  private Daemon daemon;

  Snmpd(Path folder) {
    this.folder = folder.toAbsolutePath();
    try {
      Files.createDirectories(state());
      Files.createDirectories(this.folder.resolve("persist"));
      copyTable();
      Files.write(
          configuration(),
          List.of(
              "agentAddress udp:127.0.0.1:" + port + ",tcp:127.0.0.1:" + port,
              "sysName poe-switch-1",
              "sysDescr Test PoE switch",
              "rocommunity " + READ + " 127.0.0.1",
              "rwcommunity " + WRITE + " 127.0.0.1",
              "createUser " + USER + " SHA-256 " + AUTH_KEY + " AES " + PRIVACY_KEY,
              "rwuser " + USER + " authpriv",
              "pass_persist .1.3.6.1.2.1.105 "
                  + Peers.require("perl")
                  + " "
                  + table()
                  + " "
                  + state()
                  + " 8",
              passing(BRIDGE),
              passing(LLDP)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon = launch();
  }

  private String passing(String root) {
    return "pass_persist "
        + root
        + " "
        + Peers.require("perl")
        + " "
        + table()
        + " "
        + state()
        + " 8 "
        + root;
  }

  /**
   * What else the switch tells, below the bridge's and LLDP's tables: lines of an OID, a type such
   * as {@code integer}, and a value.
   */
  public void tells(String... rows) {
    write("rows", String.join("\n", rows));
  }

  private void copyTable() throws IOException {
    try (InputStream script = Snmpd.class.getResourceAsStream("/peers/poe_table.pl")) {
      Files.copy(
          Objects.requireNonNull(script, "peers/poe_table.pl"),
          table(),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path state() {
    return folder.resolve("state");
  }

  private Path table() {
    return folder.resolve("poe_table.pl");
  }

  private Path configuration() {
    return folder.resolve("snmpd.conf");
  }

  private Daemon launch() {
    return Daemon.start(
        List.of(
            Peers.require("snmpd").toString(),
            "-f",
            "-Lo",
            "-C",
            "-c",
            configuration().toString(),
            "-p",
            folder.resolve("snmpd.pid").toString()),
        Map.of("SNMP_PERSISTENT_DIR", folder.resolve("persist").toString(), "MIBS", ""),
        folder.resolve("snmpd.log"),
        port);
  }

  /** The UDP (and TCP) port on 127.0.0.1; it stays the same over {@link #restart()}. */
  public int port() {
    return port;
  }

  /** {@code 127.0.0.1:PORT}, as a site file and net-snmp's tools want it. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Whether a PoE port is switched on, read from the table's own file. */
  public boolean on(int poePort) {
    return read("port" + poePort + ".admin").map(text -> text.equals("1")).orElse(true);
  }

  /** Switches a PoE port behind the agent's back. */
  public void set(int poePort, boolean on) {
    write("port" + poePort + ".admin", on ? "1" : "2");
  }

  /**
   * Makes a PoE port report this detection status whatever its admin state: 1 disabled, 2
   * searching, 3 delivering, 4 fault, 5 test, 6 other fault. Empty: it follows the admin state.
   */
  public void detection(int poePort, Optional<Integer> status) {
    write("port" + poePort + ".detection", status.map(String::valueOf).orElse(""));
  }

  /** How many writes the agent was asked for, heeded or not. */
  public int writesSeen() {
    return read("writes").map(text -> (int) text.lines().count()).orElse(0);
  }

  /**
   * A write that the agent was asked for, heeded or not.
   *
   * @param at milliseconds of the wall clock
   */
  public record Write(int port, boolean on, long at) {}

  /** Every write of the agent's life, in order. */
  public List<Write> writes() {
    return read("writes").stream().flatMap(String::lines).map(Snmpd::written).toList();
  }

  private static Write written(String line) {
    List<String> parts = List.of(line.split(" ", -1));
    return new Write(
        Integer.parseInt(parts.get(0)),
        parts.get(1).equals("1"),
        Math.round(Double.parseDouble(parts.get(2)) * 1000));
  }

  /** Does what it says. */
  public void behaveNormally() {
    write("mode", "normal");
  }

  /** Says OK to every write and does nothing. */
  public void ignoreSets() {
    write("mode", "ignore");
  }

  /** Refuses every write as not writable, as a switch with a read-only table does. */
  public void refuseSets() {
    write("mode", "readonly");
  }

  /** Says OK to a write at once and does it this much later. */
  public void applyLate(Duration delay) {
    write("mode", "late " + delay.toMillis());
  }

  /** Takes this long over every answer of the PoE table. */
  public void answerSlowly(Duration delay) {
    write("mode", "slow " + delay.toMillis());
  }

  private Optional<String> read(String name) {
    Path file = state().resolve(name);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By rename, so that the agent never reads half a file. */
  private void write(String name, String text) {
    try {
      Path fresh = state().resolve(name + ".new");
      Files.writeString(fresh, text + "\n");
      Files.move(
          fresh,
          state().resolve(name),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the agent (SIGTERM): the switch is gone, its ports stay as they are. */
  public void stop() {
    daemon.stop();
  }

  /** Freezes the agent (SIGSTOP). */
  public void pause() {
    daemon.pause();
  }

  /** Lets a frozen agent go on. */
  public void resume() {
    daemon.resume();
  }

  /** Stops if need be, then starts again on the same port. */
  public void restart() {
    daemon.close();
    daemon = launch();
  }

  @Override
  public void close() {
    daemon.close();
  }
}
