package io.piha.systemd;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager how the program is, where one asked to be told: systemd names a
 * datagram socket in {@code NOTIFY_SOCKET}. Elsewhere nothing is said.
 *
 * <p>Never blocks and never fails: a word that cannot be delivered at once is lost, and the service
 * manager draws its conclusion from the silence. Safe for use by several threads.
 */
public final class Notifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  /** A status is one line for people; systemd shows its beginning. */
  private static final int LONGEST_STATUS = 200;

  /** The bounds within which a watchdog time makes sense: 1 ms to 30 days. */
  private static final long LEAST_MICROS = 1_000;

  private static final long MOST_MICROS = Duration.ofDays(30).toMillis() * 1_000;

  private final Optional<Duration> watchdog;
  private @Nullable SocketAddress address;
  private @Nullable AFUNIXDatagramChannel channel;
  private boolean deaf;

  private Notifier(@Nullable SocketAddress address, Optional<Duration> watchdog) {
    this.address = address;
    this.watchdog = watchdog;
  }

  /**
   * Whom the environment names.
   *
   * @param pid this process; a watchdog that is meant for another one is not ours to feed
   */
  public static Notifier of(Map<String, String> environment, long pid) {
    return new Notifier(
        address(environment.getOrDefault("NOTIFY_SOCKET", "")), watchdog(environment, pid));
  }

  /** Within what time the service manager wants to hear of a turn, when it wants to. */
  public Optional<Duration> watchdog() {
    return address == null ? Optional.empty() : watchdog;
  }

  /** The program does what it was started for. */
  public void ready() {
    send("READY=1");
  }

  /** The program still turns. */
  public void alive() {
    send("WATCHDOG=1");
  }

  /** From now on the service manager waits so long for the next {@link #alive}. */
  public void allow(Duration time) {
    send("WATCHDOG_USEC=" + time.toMillis() * 1_000);
  }

  /** One line for people, as {@code systemctl status} shows it. */
  public void status(String line) {
    String plain = line.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    send("STATUS=" + plain.substring(0, Math.min(plain.length(), LONGEST_STATUS)));
  }

  /** The program is about to end by itself. */
  public void stopping() {
    send("STOPPING=1");
  }

  private synchronized void send(String assignment) {
    SocketAddress to = address;
    if (to == null) {
      return;
    }
    try {
      AFUNIXDatagramChannel open = channel;
      if (open == null) {
        open = AFUNIXDatagramChannel.open();
        channel = open;
        open.configureBlocking(false);
        open.connect(to);
      }
      open.write(ByteBuffer.wrap((assignment + "\n").getBytes(StandardCharsets.UTF_8)));
      deaf = false;
    } catch (IOException e) {
      if (!deaf) {
        LOG.warn("the service manager cannot be told {}: {}", assignment, e.toString());
      }
      deaf = true;
      shut();
    }
  }

  private void shut() {
    AFUNIXDatagramChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException gone) {
        // as was wished
      }
    }
  }

  /** Nothing is said afterwards. */
  @Override
  public synchronized void close() {
    address = null;
    shut();
  }

  /** A path, or {@code @name} in Linux's abstract namespace; whatever else is not for us. */
  private static @Nullable SocketAddress address(String named) {
    try {
      if (named.startsWith("/")) {
        return AFUNIXSocketAddress.of(named.getBytes(StandardCharsets.UTF_8));
      }
      if (named.startsWith("@")) {
        return AFUNIXSocketAddress.inAbstractNamespace(named.substring(1));
      }
    } catch (IOException e) {
      LOG.warn("NOTIFY_SOCKET={} cannot be used: {}", named, e.toString());
    }
    return null;
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    String owner = environment.getOrDefault("WATCHDOG_PID", "");
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!owner.isEmpty() && !owner.equals(Long.toString(pid))) {
      return Optional.empty();
    }
    if (!micros.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    long time = Long.parseLong(micros);
    return time < LEAST_MICROS || time > MOST_MICROS
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(time * 1_000));
  }
}
