package io.piha.report.syslog;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsKeys;
import io.piha.site.ClientTls;
import io.piha.site.HostPort;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A stream of counted messages over TCP (RFC 6587, 3.4.1) or TLS (RFC 5425).
 *
 * <p>Syslog has no acknowledgement, and what was written to a socket may be lost in it. So each
 * batch has a connection of its own, whose end we send first: the receiver answers with its own end
 * when it has read everything, and with a reset when it has not.
 */
final class StreamTransport implements Transport {
  private static final int MOST = 8_000;

  private final HostPort to;
  private final Optional<ClientTls> tls;
  private final NameLookup names;

  StreamTransport(HostPort to, Optional<ClientTls> tls, NameLookup names) {
    this.to = to;
    this.tls = tls;
    this.names = names;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public void send(List<byte[]> messages) throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    try (Socket plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(names.find(to.host(), PATIENCE).getFirst(), to.port()),
          Math.toIntExact(PATIENCE.toMillis()));
      Thread.startVirtualThread(() -> cutAfterPatience(plain, done));
      plain.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      try (Socket socket = tls.isPresent() ? secured(plain, tls.get()) : plain) {
        write(socket, messages);
        socket.shutdownOutput();
        awaitEnd(socket);
      }
    } catch (SocketTimeoutException e) {
      throw new IOException(to + " did not answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (SSLException e) {
      throw new IOException("TLS with " + to + " failed: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS with " + to + " cannot be set up: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(to + ": " + e.getMessage(), e);
    } finally {
      done.countDown();
    }
  }

  /** A write has no bound of its own. */
  private static void cutAfterPatience(Socket socket, CountDownLatch done) {
    try {
      if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        socket.close();
      }
    } catch (IOException | InterruptedException e) {
      // closed already, or nobody waits any more
    }
  }

  private Socket secured(Socket plain, ClientTls files)
      throws IOException, GeneralSecurityException {
    SSLSocket secure =
        (SSLSocket) TlsKeys.factory(files).createSocket(plain, to.host(), to.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static void write(Socket socket, List<byte[]> messages) throws IOException {
    OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
    for (byte[] each : messages) {
      out.write((each.length + " ").getBytes(StandardCharsets.US_ASCII));
      out.write(each);
    }
    out.flush();
  }

  private static void awaitEnd(Socket socket) throws IOException {
    byte[] chatter = new byte[512];
    int read = 0;
    for (int i = 0; i < 64 && read >= 0; i++) {
      read = socket.getInputStream().read(chatter);
    }
    if (read >= 0) {
      throw new IOException("it speaks instead of listening; is this a syslog server?");
    }
  }

  @Override
  public void close() {
    // nothing stays open between two batches
  }
}
