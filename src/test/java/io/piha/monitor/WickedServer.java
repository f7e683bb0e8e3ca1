package io.piha.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A server on loopback that answers each request by hand, also in ways no server should. */
final class WickedServer implements AutoCloseable {
  /** Does what it wants with a connection whose request was read. */
  interface Manner {
    void answer(String request, OutputStream out, Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final Manner manner;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  WickedServer(Manner manner) {
    this(ServerSocketFactory.getDefault(), manner);
  }

  WickedServer(ServerSocketFactory factory, Manner manner) {
    this.manner = manner;
    try {
      server = factory.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request with a status and a body. */
  static WickedServer saying(int code, String body) {
    return new WickedServer((_, out, _) -> reply(out, code, "", body));
  }

  static void reply(OutputStream out, int code, String headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d X\r\nContent-Length: %d\r\n%s\r\n".formatted(code, bytes.length, headers);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String request = request(socket.getInputStream());
      requests.add(request);
      manner.answer(request, socket.getOutputStream(), socket);
    } catch (IOException gone) {
      // The prober went away, as it may.
    } finally {
      open.remove(socket);
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int each = in.read(); each >= 0; each = in.read()) {
      text.append((char) each);
      if (text.toString().endsWith("\r\n\r\n")) {
        break;
      }
    }
    return text.toString();
  }

  /** The requests seen, head and all. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** The paths asked for. */
  List<String> paths() {
    return requests.stream().map(each -> each.split(" ", -1)[1]).toList();
  }

  int port() {
    return server.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
