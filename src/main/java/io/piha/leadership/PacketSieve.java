package io.piha.leadership;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the socket and the client library and hands over whole packets, but for those that
 * take the {@linkplain Express short way}, and without what the library (Paho 1.2.5) cannot bear:
 *
 * <ul>
 *   <li>the broker's offer of topic aliases, which it would use at once and then lose topics on;
 *   <li>a receive maximum above 32767, which it reads as a negative number and then sends nothing;
 *   <li>properties of a publication that make its receiving thread end without a word, such as
 *       correlation data of 32 KiB or more: such a publication arrives without its properties.
 * </ul>
 *
 * <p>It also reads the socket in large pieces, where the library would ask for single bytes.
 */
final class PacketSieve extends InputStream {
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;

  /** After so many readings that brought heartbeats and nothing else the next ones are gathered. */
  private static final int LONELY = 8;

  /** While they are gathered, one that brought fewer than this was not worth the pause. */
  private static final int WORTH_IT = 3;

  /** With the decision that follows still within the 50 ms in which a heartbeat has its effect. */
  private static final Duration PAUSE = Duration.ofMillis(35);

  private final InputStream in;
  private final int limit;
  private final Express express;
  private final long pause;
  private byte[] raw = new byte[16 * 1024];
  private int start;
  private int end;
  private byte[] packet = raw;
  private int at;
  private int packetEnd;
  private boolean gathering;
  private boolean paused;
  private int lonely;
  private int taken;
  private int presented;
  private boolean full;
  private volatile boolean hurried;
  private volatile @Nullable Thread resting;

  /**
   * The short way for publications that nobody has to acknowledge (QoS 0): past the library, its
   * queue and its second thread, which cost several times what a heartbeat itself costs.
   */
  interface Express {
    /** Nothing takes the short way. */
    Express NONE = (_, _, _) -> false;

    /**
     * Offered each publication of QoS 0 on the thread that reads the socket; must return at once.
     *
     * @return whether it was taken; else the library has it
     */
    boolean take(String topic, byte[] payload, boolean retained);

    /**
     * After what was taken nothing else of that reading is left to be offered, or the library has
     * its turn first.
     *
     * @param paused whether it had time to gather
     */
    default void gathered(boolean paused) {}
  }

  /**
   * A sieve.
   *
   * @param limit the longest packet that is taken, in bytes; a longer one ends the connection
   */
  PacketSieve(InputStream in, int limit, Express express) {
    this(in, limit, express, PAUSE);
  }

  /**
   * The same.
   *
   * @param pause how long packets may gather
   */
  PacketSieve(InputStream in, int limit, Express express, Duration pause) {
    this.in = in;
    this.limit = limit;
    this.express = express;
    this.pause = pause.toNanos();
  }

  /** Something was sent that may be answered: whoever waits for others to come waits no longer. */
  void hurry() {
    hurried = true;
    Thread asleep = resting;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  @Override
  public int read() throws IOException {
    return ready() ? packet[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!ready()) {
      return -1;
    }
    int count = Math.min(length, packetEnd - at);
    System.arraycopy(packet, at, target, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() throws IOException {
    return at < packetEnd ? packetEnd - at : (end - start) + in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Waits for the next whole packet; false at the end of the stream. */
  private boolean ready() throws IOException {
    while (at == packetEnd) {
      if (sift()) {
        return true;
      }
      makeRoom(packetLength());
      gather();
      int room = raw.length - end;
      int count = in.read(raw, end, room);
      full = count == room;
      if (count < 0) {
        return false;
      }
      end += count;
    }
    return true;
  }

  /** Goes through the packets that are there whole; true where one of them is for the library. */
  private boolean sift() throws IOException {
    int before = taken;
    try {
      for (int length = packetLength();
          length > 0 && end - start >= length;
          length = packetLength()) {
        if (!takesShortWay(start + length)) {
          present(length);
          presented++;
          return true;
        }
        start += length;
        taken++;
      }
      return false;
    } finally {
      if (taken > before) {
        express.gathered(paused);
      }
    }
  }

  /**
   * A packet that is read alone costs a wake-up and several calls of the system, ten times what is
   * done about it. While nothing but heartbeats comes, and many of them, they are given time to
   * gather in the socket; anything else, or anything that was sent, ends that for the next {@value
   * #LONELY} readings.
   */
  private void gather() {
    if (hurried || presented > 0 || (gathering && taken < WORTH_IT)) {
      hurried = false;
      gathering = false;
      lonely = 0;
    } else if (taken > 0 && ++lonely >= LONELY) {
      gathering = true;
    }
    presented = 0;
    taken = 0;
    paused = gathering;
    if (gathering && !full) {
      resting = Thread.currentThread();
      // Whoever sends after this look sees who rests.
      if (!hurried) {
        LockSupport.parkNanos(this, pause);
      }
      resting = null;
    }
  }

  /** The length of the packet that begins here, or 0 while that is not known. */
  private int packetLength() throws IOException {
    if (end - start < 2) {
      return 0;
    }
    int header = PropertyWalk.varint(raw, start + 1, end);
    if (header == PropertyWalk.BROKEN) {
      if (end - start >= 5) {
        throw new IOException("not MQTT: a packet without a length");
      }
      return 0;
    }
    int length = header - start + PropertyWalk.varintValue(raw, start + 1, header);
    if (length > limit) {
      throw new IOException("a packet of " + length + " bytes, limit " + limit);
    }
    return length;
  }

  /** Hands a whole publication of QoS 0 to whoever wants it. */
  private boolean takesShortWay(int next) {
    boolean unacknowledged = (raw[start] & 0xf6) == PUBLISH << 4;
    int body = PropertyWalk.varint(raw, start + 1, next);
    if (!unacknowledged || body + 2 > next) {
      return false;
    }
    int properties = body + 2 + PropertyWalk.unsigned(raw, body);
    if (properties >= next) {
      return false;
    }
    int from = PropertyWalk.varint(raw, properties, next);
    if (from == PropertyWalk.BROKEN) {
      return false;
    }
    int payload = from + PropertyWalk.varintValue(raw, properties, from);
    return payload <= next
        && express.take(
            new String(raw, body + 2, properties - body - 2, StandardCharsets.UTF_8),
            Arrays.copyOfRange(raw, payload, next),
            (raw[start] & 0x01) != 0);
  }

  private void makeRoom(int wanted) {
    if (start > 0) {
      System.arraycopy(raw, start, raw, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == raw.length || wanted > raw.length) {
      raw = Arrays.copyOf(raw, Math.max(wanted, 2 * raw.length));
    }
  }

  private void present(int length) {
    int next = start + length;
    packet = raw;
    at = start;
    packetEnd = next;
    int type = (raw[start] >> 4) & 0x0f;
    int body = PropertyWalk.varint(raw, start + 1, next);
    if (type == CONNACK) {
      replace(welcome(body, next));
    } else if (type == PUBLISH) {
      replace(publication(body, next));
    }
    start = next;
  }

  /** Serves another body in the place of the one received; an empty one leaves it as it is. */
  private void replace(byte[] newBody) {
    if (newBody.length == 0) {
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(newBody.length + 5);
    out.write(raw[start]);
    writeVarint(out, newBody.length);
    out.writeBytes(newBody);
    packet = out.toByteArray();
    at = 0;
    packetEnd = packet.length;
  }

  private byte[] welcome(int body, int next) {
    int properties = body + 2;
    int from = PropertyWalk.varint(raw, properties, next);
    if (from == PropertyWalk.BROKEN) {
      return new byte[0];
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (int each = from; each < next; ) {
      int until = PropertyWalk.end(raw, each, next);
      if (until == PropertyWalk.BROKEN) {
        return new byte[0];
      }
      if (raw[each] == PropertyWalk.RECEIVE_MAXIMUM) {
        int window = Math.min(PropertyWalk.unsigned(raw, each + 1), Short.MAX_VALUE);
        kept.write(PropertyWalk.RECEIVE_MAXIMUM);
        kept.write(window >> 8);
        kept.write(window);
      } else if (raw[each] != PropertyWalk.TOPIC_ALIAS_MAXIMUM) {
        kept.write(raw, each, until - each);
      }
      each = until;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(raw, body, 2);
    writeVarint(out, kept.size());
    out.writeBytes(kept.toByteArray());
    return out.toByteArray();
  }

  private byte[] publication(int body, int next) {
    if (body + 2 > next) {
      return new byte[0];
    }
    boolean acknowledged = (raw[start] & 0x06) != 0;
    int properties = body + 2 + PropertyWalk.unsigned(raw, body) + (acknowledged ? 2 : 0);
    if (properties >= next) {
      return new byte[0];
    }
    int from = PropertyWalk.varint(raw, properties, next);
    if (from == PropertyWalk.BROKEN) {
      return new byte[0];
    }
    int payload = from + PropertyWalk.varintValue(raw, properties, from);
    if (payload > next || harmless(from, payload)) {
      return new byte[0];
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(next - body);
    out.write(raw, body, properties - body);
    out.write(0);
    out.write(raw, payload, next - payload);
    return out.toByteArray();
  }

  private boolean harmless(int from, int to) {
    for (int each = from; each < to; ) {
      int until = PropertyWalk.end(raw, each, to);
      if (until == PropertyWalk.BROKEN || !PropertyWalk.harmless(raw, each, until)) {
        return false;
      }
      each = until;
    }
    return true;
  }

  private static void writeVarint(ByteArrayOutputStream out, int value) {
    int rest = value;
    do {
      int digit = rest & 0x7f;
      rest >>= 7;
      out.write(rest > 0 ? digit | 0x80 : digit);
    } while (rest > 0);
  }
}
