package io.piha.monitor.checks;

import io.piha.engine.NameLookup;
import io.piha.site.HostPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;

/** Asks a time server once how far this machine's clock is off (NTP version 4, RFC 5905). */
final class TimeServer {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int SIZE = 48;

  /** LI 0, version 4, mode 3 (client). */
  private static final byte ASK = 0b00_100_011;

  private static final int SERVER = 4;
  private static final int NOT_IN_STEP = 3;

  /** Seconds from 1900 to 1970. */
  private static final long EPOCH = 2_208_988_800L;

  private static final long ERA = 1L << 32;

  private final NameLookup names;
  private final SecureRandom random = new SecureRandom();

  TimeServer(NameLookup names) {
    this.names = names;
  }

  /**
   * How far the server's clock is ahead of the given one; half of the way there and back may be
   * wrong.
   *
   * @param wall the clock that is judged
   * @throws IOException when it does not answer or is itself not in step; the message is a clause
   */
  Duration offset(HostPort server, Supplier<Instant> wall) throws IOException {
    InetAddress address = names.find(server.host(), PATIENCE).getFirst();
    byte[] request = new byte[SIZE];
    request[0] = ASK;
    // The server sends these eight bytes back; that nobody can guess them tells its answer apart.
    byte[] token = new byte[8];
    random.nextBytes(token);
    System.arraycopy(token, 0, request, 40, 8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address, server.port());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      Instant sent = wall.get();
      socket.send(new DatagramPacket(request, SIZE));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      socket.receive(answer);
      Instant back = wall.get();
      return read(Arrays.copyOf(answer.getData(), answer.getLength()), token, sent, back);
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (java.net.PortUnreachableException e) {
      throw new IOException("nothing listens there", e);
    }
  }

  /** The four times of RFC 5905, section 8. */
  static Duration read(byte[] answer, byte[] token, Instant sent, Instant back) throws IOException {
    if (answer.length < SIZE || (answer[0] & 7) != SERVER) {
      throw new IOException("the answer is none of a time server");
    }
    if (!Arrays.equals(answer, 24, 32, token, 0, 8)) {
      throw new IOException("the answer belongs to another question");
    }
    if (((answer[0] >> 6) & 3) == NOT_IN_STEP || answer[1] == 0 || answer[1] > 15) {
      throw new IOException("the server itself is not in step");
    }
    Instant received = instant(answer, 32, sent);
    Instant replied = instant(answer, 40, sent);
    return Duration.between(sent, received).plus(Duration.between(back, replied)).dividedBy(2);
  }

  /** In the era that is nearest to the time we know; one lasts 136 years. */
  private static Instant instant(byte[] packet, int at, Instant near) {
    ByteBuffer bytes = ByteBuffer.wrap(packet);
    long seconds = Integer.toUnsignedLong(bytes.getInt(at)) - EPOCH;
    long eras = Math.floorDiv(near.getEpochSecond() - seconds + ERA / 2, ERA);
    long fraction = Integer.toUnsignedLong(bytes.getInt(at + 4));
    return Instant.ofEpochSecond(seconds + eras * ERA, (fraction * 1_000_000_000L) >>> 32);
  }
}
