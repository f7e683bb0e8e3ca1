package io.piha.leadership;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Stands between the socket and the client library and hands over whole packets, without what the
 * library (Paho 1.2.5) cannot bear:
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

  private final InputStream in;
  private final int limit;
  private byte[] raw = new byte[16 * 1024];
  private int start;
  private int end;
  private byte[] packet = raw;
  private int at;
  private int packetEnd;

  /**
   * A sieve.
   *
   * @param limit the longest packet that is taken, in bytes; a longer one ends the connection
   */
  PacketSieve(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
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
      int length = packetLength();
      if (length > 0 && end - start >= length) {
        present(length);
        return true;
      }
      makeRoom(length);
      int count = in.read(raw, end, raw.length - end);
      if (count < 0) {
        return false;
      }
      end += count;
    }
    return true;
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
