package io.piha.request;

import io.piha.arbiter.Effect;
import io.piha.engine.Inbox;
import io.piha.engine.Snapshot;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The socket in {@code data_dir}, and everyone who stands at it. */
public final class LocalDoor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalDoor.class);
  private static final int GUESTS = 16;
  private static final int LONGEST_LINE = 64 * 1024;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration WRITE = Duration.ofSeconds(10);

  private final Path dataDir;
  private final Path socket;
  private final ServerSocketChannel server;
  private final Desk desk;
  private final Semaphore places = new Semaphore(GUESTS);
  private final Set<SocketChannel> guests = ConcurrentHashMap.newKeySet();

  private LocalDoor(Path dataDir, Path socket, ServerSocketChannel server, Desk desk) {
    this.dataDir = dataDir;
    this.socket = socket;
    this.server = server;
    this.desk = desk;
  }

  /**
   * Opens the door. A socket file that a crash left behind is removed, one that somebody answers on
   * is not.
   *
   * @param dataDir an existing folder
   * @param picture the newest picture
   * @param clock wall time, for an {@code until} that names a time
   * @throws IOException when another control plane answers there, or the socket cannot be made
   */
  public static LocalDoor open(
      Path dataDir, Inbox inbox, Supplier<Snapshot> picture, InstantSource clock)
      throws IOException {
    return open(dataDir, inbox, picture, clock, DoorService.NONE);
  }

  /**
   * The same, with something else that is served there.
   *
   * @param more answers what is neither a question for the status nor a request
   */
  public static LocalDoor open(
      Path dataDir, Inbox inbox, Supplier<Snapshot> picture, InstantSource clock, DoorService more)
      throws IOException {
    Optional<LocalClient> other = LocalClient.connect(dataDir);
    if (other.isPresent()) {
      other.get().close();
      throw new IOException("another control plane already answers in " + dataDir);
    }
    Path socket = DoorPath.choose(dataDir);
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket), GUESTS);
      DoorPath.close(socket);
    } catch (IOException e) {
      server.close();
      throw new IOException("cannot make the control socket " + socket + ": " + e, e);
    }
    LocalDoor door = new LocalDoor(dataDir, socket, server, new Desk(inbox, picture, clock, more));
    Thread.ofVirtual().name("local-door").start(door::welcome);
    return door;
  }

  /** Takes the engine's answer to the one who waits for it; others are ignored. */
  public void answer(Effect.Answer answer) {
    desk.answer(answer);
  }

  private void welcome() {
    while (server.isOpen()) {
      try {
        SocketChannel guest = server.accept();
        Thread.ofVirtual().name("local-guest").start(() -> receive(guest));
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.warn("accepting on {} failed: {}", socket, e.toString());
          pause();
        }
      }
    }
  }

  /** Out of file handles, say: it may be better in a moment, and it must not be a busy loop. */
  private static void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  private void receive(SocketChannel guest) {
    boolean placed = places.tryAcquire();
    guests.add(guest);
    try (guest) {
      Lines lines = new Lines(guest, LONGEST_LINE);
      if (placed) {
        serve(guest, lines);
      } else {
        lines.write(Desk.error("too many connections, at most " + GUESTS), WRITE);
      }
    } catch (IOException e) {
      LOG.debug("a guest of {} left: {}", socket, e.toString());
    } finally {
      guests.remove(guest);
      if (placed) {
        places.release();
      }
    }
  }

  private void serve(SocketChannel guest, Lines lines) throws IOException {
    String user = Peer.user(guest);
    try {
      for (var line = lines.read(IDLE); line.isPresent(); line = lines.read(IDLE)) {
        lines.write(desk.serve(line.get(), user), WRITE);
      }
    } catch (Lines.TooLong e) {
      lines.write(Desk.error(String.valueOf(e.getMessage())), WRITE);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel guest : guests) {
      guest.close();
    }
    DoorPath.remove(dataDir, socket);
  }
}
