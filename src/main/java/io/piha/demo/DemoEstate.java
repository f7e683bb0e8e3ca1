package io.piha.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.util.SystemReader;

/**
 * The whole simulated house, running, in a temporary folder that goes with it.
 *
 * <p>When it starts, {@code haos} has been leading at epoch {@value #EPOCH} for some time, as the
 * retained state says, and {@code standby} is in waiting. Close the engine first, then the estate.
 */
public final class DemoEstate implements AutoCloseable {
  /** The one service's name. */
  public static final String SERVICE = "home-assistant";

  /** Its topic prefix. */
  public static final String PREFIX = "piha/leader/" + SERVICE;

  /** The switch port that {@code haos} gets its power from. */
  public static final int HAOS_PORT = 8;

  /** The epoch that {@code haos} leads at when the estate starts. */
  public static final long EPOCH = 7;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DemoTimings timings;
  private final InstantSource clock;
  private final Path folder;
  private final Path secretsFile;
  private final String community = random();
  private final int dashboardPort;
  private final DemoBroker broker;
  private final DemoHost haos;
  private final DemoHost standby;
  private final DemoSwitch powerSwitch;
  private final DemoContainers containers;
  private final DemoSink sink;
  private final DemoDoor street;
  private final DemoRepository repository;

  private DemoEstate(DemoTimings timings, InstantSource clock)
      throws IOException, InterruptedException {
    this.timings = timings;
    this.clock = clock;
    folder = Files.createTempDirectory("piha-demo-");
    parts.push(() -> remove(folder));
    try {
      dashboardPort = DemoPorts.free();
      broker = kept(DemoBroker.start(folder.resolve("broker")));
      String haosToken = random();
      String standbyToken = random();
      secretsFile = secrets(haosToken, standbyToken);
      haos = kept(new DemoHost(plan("haos", true, haosToken)));
      standby = kept(new DemoHost(plan("standby", false, standbyToken)));
      powerSwitch = kept(new DemoSwitch(Map.of(HAOS_PORT, haos), community, clock));
      containers = kept(new DemoContainers(clock, DemoContainers.DATABASE));
      sink = kept(new DemoSink());
      street = kept(new DemoDoor(sink.port()));
      kept(new GitSettings(SystemReader.getInstance(), folder));
      repository = kept(new DemoRepository(folder.resolve("home-assistant.git"), clock));
      tellWhoLeads();
      haos.wake();
      standby.wake();
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts a house that lives {@code speed} times as fast as a real one; takes a few seconds.
   *
   * @throws IOException when a port or the temporary folder cannot be had
   */
  public static DemoEstate start(double speed, InstantSource clock)
      throws IOException, InterruptedException {
    return new DemoEstate(new DemoTimings(speed), clock);
  }

  private <T extends AutoCloseable> T kept(T part) {
    parts.push(part);
    return part;
  }

  private HostPlan plan(String name, boolean supervised, String token) {
    return new HostPlan(
        name,
        broker.url(),
        PREFIX,
        supervised,
        token,
        EPOCH,
        timings.heartbeatEvery(),
        timings.bootTime(),
        clock);
  }

  private Path secrets(String haosToken, String standbyToken) throws IOException {
    Path file = folder.resolve("secrets.yaml");
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.writeString(
        file,
        "haos_token: %s\nstandby_token: %s\npoe_community: %s\n"
            .formatted(haosToken, standbyToken, community));
  }

  /** What an earlier control plane left behind: the retained state. */
  private void tellWhoLeads() throws InterruptedException {
    String topic = PREFIX + "/state";
    CountDownLatch heard = new CountDownLatch(1);
    String state =
        Json.object()
            .put("state", "leader")
            .put("host", haos.name())
            .put("epoch", EPOCH)
            .put("by", "control")
            .put("at", clock.instant().toString())
            .toString();
    Duration pause = Duration.ofMillis(50);
    try (DemoLink link =
        new DemoLink(broker.url(), "demo-past", List.of(topic), pause, m -> heard.countDown())
            .start()) {
      for (int tries = 0; !heard.await(pause.toMillis(), TimeUnit.MILLISECONDS); tries++) {
        link.publish(topic, state, 1, true);
        if (tries > 400) {
          throw new IllegalStateException("the demo's broker at " + broker.url() + " is silent");
        }
      }
    }
  }

  private static String random() {
    byte[] bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  public DemoTimings timings() {
    return timings;
  }

  /** Where everything of this run is written. */
  public Path folder() {
    return folder;
  }

  public DemoBroker broker() {
    return broker;
  }

  /** The primary, a HAOS behind port {@value #HAOS_PORT} of the switch. */
  public DemoHost haos() {
    return haos;
  }

  /** The standby, a Home Assistant in a container, without a switch port. */
  public DemoHost standby() {
    return standby;
  }

  public DemoSwitch powerSwitch() {
    return powerSwitch;
  }

  /** The container engine beside the hosts. */
  public DemoContainers containers() {
    return containers;
  }

  public DemoSink sink() {
    return sink;
  }

  /** The port on 127.0.0.1 that testifies for the network outside. */
  int witnessPort() {
    return street.port();
  }

  /** The control plane's own network is cut, its broker beside it, until {@link #join}. */
  public void cut() {
    street.mute();
    powerSwitch.unreachable();
    haos.reach(false);
    standby.reach(false);
  }

  /** The network is whole again. */
  public void join() {
    street.reopen();
    powerSwitch.behaveNormally();
    haos.reach(true);
    standby.reach(true);
  }

  public DemoRepository repository() {
    return repository;
  }

  InstantSource clock() {
    return clock;
  }

  String community() {
    return community;
  }

  Path secretsFile() {
    return secretsFile;
  }

  /** The loopback port that the site file gives to the dashboard. */
  public int dashboardPort() {
    return dashboardPort;
  }

  /** The site file for this estate: valid, with {@code requests: open}. */
  public String configText() {
    return DemoConfig.text(this);
  }

  /** Ends every part, last made first, and removes the folder. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // The rest must still be ended; what is left over is in the temporary folder.
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> everything = Files.walk(folder)) {
      for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
