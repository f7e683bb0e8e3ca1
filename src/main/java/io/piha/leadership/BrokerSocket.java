package io.piha.leadership;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.jspecify.annotations.Nullable;

/**
 * One TCP or TLS connection to the broker. Sends at once (no Nagle), bounds connecting and the TLS
 * handshake, checks the name in the broker's certificate, and can be torn down from any thread.
 */
final class BrokerSocket implements NetworkModule {
  /** The library looks up from reading this often, in milliseconds. */
  private static final int READ_PAUSE = 1_000;

  private static final int PACKET_LIMIT = Limits.STATUS + 64 * 1024;

  private final BrokerAddress address;
  private final Optional<SSLSocketFactory> tls;
  private final int timeout;
  private final PacketSieve.Express express;

  /**
   * Reading begins when something was sent. The library starts its receiving thread first and waits
   * for ever when that ends before it is noticed, as with a broker that hangs up at once.
   */
  private final CountDownLatch sent = new CountDownLatch(1);

  private final Socket tcp = new Socket();
  private final boolean quickAck =
      tcp.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
  private volatile Socket socket = tcp;
  private volatile @Nullable PacketSieve sieve;

  BrokerSocket(
      BrokerAddress address,
      Optional<SSLSocketFactory> tls,
      Duration timeout,
      PacketSieve.Express express) {
    this.address = address;
    this.tls = tls;
    this.express = express;
    this.timeout = Math.toIntExact(timeout.toMillis());
  }

  @Override
  public void start() throws IOException {
    Socket plain = tcp;
    plain.connect(new InetSocketAddress(address.host(), address.port()), timeout);
    plain.setTcpNoDelay(true);
    plain.setKeepAlive(true);
    plain.setSoTimeout(READ_PAUSE);
    if (tls.isPresent()) {
      socket = secure(tls.get(), plain);
    }
  }

  private Socket secure(SSLSocketFactory factory, Socket plain) throws IOException {
    plain.setSoTimeout(timeout);
    SSLSocket secure =
        (SSLSocket) factory.createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    secure.setSoTimeout(READ_PAUSE);
    return secure;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    PacketSieve made = new PacketSieve(new Gated(socket.getInputStream()), PACKET_LIMIT, express);
    sieve = made;
    return made;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(socket.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        sent.countDown();
        PacketSieve reading = sieve;
        if (reading != null) {
          reading.hurry();
        }
      }
    };
  }

  @Override
  public void stop() throws IOException {
    sent.countDown();
    socket.close();
  }

  /** Hangs up without sending what is still waiting in the kernel: too late is worse than lost. */
  void abort() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      // nothing is left to be discarded
    }
    try {
      stop();
    } catch (IOException alreadyClosed) {
      // nothing is left to be closed
    }
  }

  @Override
  public String getServerURI() {
    return "tcp://" + address;
  }

  /**
   * Acknowledges TCP segments at once. A broker that waits for that (Nagle; Mosquitto does unless
   * told otherwise) would send each small answer 40 ms late. The kernel forgets it, so it is said
   * after each read.
   */
  private void quick() throws IOException {
    if (quickAck) {
      tcp.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }
  }

  private final class Gated extends FilterInputStream {
    Gated(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        sent.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
      int count = in.read(bytes, offset, length);
      quick();
      return count;
    }
  }
}
