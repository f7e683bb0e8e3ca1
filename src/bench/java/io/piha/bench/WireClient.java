package io.piha.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The least of MQTT 3.1.1 that a benchmark needs, at QoS 0 and without a library's own cost in the
 * figures: packets as in sections 3.1 to 3.9 of the OASIS standard.
 */
final class WireClient implements AutoCloseable {
  private static final int CONNECT = 0x10;
  private static final int PUBLISH = 0x30;
  private static final int SUBSCRIBE = 0x82;
  private static final int RETAIN = 0x01;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  /** Hears each publication; called on the thread that reads. */
  interface Hearer {
    void heard(String topic, String payload);
  }

  WireClient(int port, String clientId) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
    out.writeByte(CONNECT);
    length(12 + id.length);
    out.writeUTF("MQTT");
    out.writeByte(4);
    out.writeByte(2);
    out.writeShort(0);
    out.writeUTF(clientId);
    out.flush();
    in.skipNBytes(4);
  }

  /** Publishes at QoS 0; leaves with {@link #flush}. */
  synchronized void publish(String topic, String payload, boolean retained) throws IOException {
    byte[] body = payload.getBytes(StandardCharsets.UTF_8);
    out.writeByte(retained ? PUBLISH | RETAIN : PUBLISH);
    length(2 + topic.length() + body.length);
    out.writeUTF(topic);
    out.write(body);
  }

  synchronized void flush() throws IOException {
    out.flush();
  }

  /** Subscribes at QoS 0 and hears on a thread of its own until closed. */
  void subscribe(String filter, Hearer hearer) throws IOException {
    out.writeByte(SUBSCRIBE);
    length(5 + filter.length());
    out.writeShort(1);
    out.writeUTF(filter);
    out.writeByte(0);
    out.flush();
    Thread.ofPlatform().daemon().name("bench-subscriber").start(() -> hear(hearer));
  }

  private void hear(Hearer hearer) {
    try {
      while (true) {
        int type = in.readUnsignedByte();
        byte[] rest = in.readNBytes(length());
        if ((type & 0xF0) == PUBLISH) {
          int topic = (rest[0] & 0xFF) << 8 | (rest[1] & 0xFF);
          hearer.heard(
              new String(rest, 2, topic, StandardCharsets.UTF_8),
              new String(rest, 2 + topic, rest.length - 2 - topic, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException closed) {
      // the benchmark is over
    }
  }

  private int length() throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int digit = in.readUnsignedByte();
      length |= (digit & 0x7F) << shift;
      if ((digit & 0x80) == 0) {
        return length;
      }
    }
  }

  private void length(int length) throws IOException {
    int left = length;
    while (left >= 0x80) {
      out.writeByte((left & 0x7F) | 0x80);
      left >>>= 7;
    }
    out.writeByte(left);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
