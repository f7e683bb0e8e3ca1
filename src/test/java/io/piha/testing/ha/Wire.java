package io.piha.testing.ha;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP/1.1 request on a socket of its own, and whatever is answered to it. */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private String method = "";
  private String target = "";
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Reads the head of the next request; false when the other side is done. */
  boolean next() throws IOException {
    String first = line();
    if (first.isEmpty()) {
      return false;
    }
    String[] words = first.split(" ", -1);
    method = words[0];
    target = words[1];
    headers.clear();
    for (String each = line(); !each.isEmpty(); each = line()) {
      int colon = each.indexOf(':');
      headers.put(each.substring(0, colon), each.substring(colon + 1).strip());
    }
    return true;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  String method() {
    return method;
  }

  String target() {
    return target;
  }

  String path() {
    return target.replaceFirst("\\?.*", "");
  }

  String query(String name) {
    String query = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
    for (String each : query.split("&", -1)) {
      if (each.startsWith(name + "=")) {
        return java.net.URLDecoder.decode(
            each.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  byte[] body() throws IOException {
    if (header("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int n = size(); n > 0; n = size()) {
        all.write(in.readNBytes(n));
        line();
      }
      line();
      return all.toByteArray();
    }
    return in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
  }

  private int size() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  void answer(int code, String type, byte[] body, String... more) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + code + " Whatever\r\n");
    head.append("Content-Type: ").append(type).append("\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    for (String each : more) {
      head.append(each).append("\r\n");
    }
    out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  void json(int code, String body) throws IOException {
    answer(code, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  /** Only the head; the body follows by {@link #bytes}. */
  void head(int code, long length, String... more) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + code + " Whatever\r\n");
    head.append("Content-Type: application/x-tar\r\nContent-Length: ").append(length);
    for (String each : more) {
      head.append("\r\n").append(each);
    }
    out.write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  void bytes(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    out.flush();
  }

  /** A body whose length nobody knows when the head is sent; it ends as if all were well. */
  void chunked(byte[] body, int length) throws IOException {
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1));
    for (int at = 0; at < length; at += 4096) {
      int n = Math.min(4096, length - at);
      out.write((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(body, at, n);
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  // --- WebSocket, RFC 6455, the server's side ---

  void upgrade() throws IOException {
    try {
      String accept =
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-1")
                      .digest(
                          (header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                              .getBytes(StandardCharsets.ISO_8859_1)));
      out.write(
          ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: "
                  + accept
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next text; fails when the other side is gone or closes. */
  String hear() throws IOException {
    while (true) {
      int first = need();
      int second = need();
      int length = second & 0x7f;
      if (length == 126) {
        length = need() << 8 | need();
      } else if (length == 127) {
        length = Integer.parseInt(HexFormat.of().formatHex(in.readNBytes(8)), 16);
      }
      byte[] mask = in.readNBytes(4);
      byte[] text = in.readNBytes(length);
      for (int i = 0; i < text.length; i++) {
        text[i] ^= mask[i % 4];
      }
      switch (first & 0x0f) {
        case 1 -> {
          return new String(text, StandardCharsets.UTF_8);
        }
        case 8 -> throw new EOFException("closed");
        case 9 -> frame(0x8a, text);
        default -> {}
      }
    }
  }

  private int need() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("gone");
    }
    return b;
  }

  void say(String text) throws IOException {
    frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void frame(int kind, byte[] bytes) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(kind);
    if (bytes.length < 126) {
      frame.write(bytes.length);
    } else if (bytes.length < 65_536) {
      frame.write(126);
      frame.write(bytes.length >> 8);
      frame.write(bytes.length);
    } else {
      frame.write(127);
      frame.writeBytes(HexFormat.of().parseHex("%016x".formatted(bytes.length)));
    }
    frame.writeBytes(bytes);
    out.write(frame.toByteArray());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
