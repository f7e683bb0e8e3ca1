package io.piha.alert.channel;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import io.piha.site.Trust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import okhttp3.HttpUrl;

/** Whether a server is there, and the one it should be; nothing is said to it. */
public final class Touch {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Touch() {}

  /** Why it is not; empty when it is. */
  public static Optional<String> trouble(String address, Trust trust, NameLookup names) {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null) {
      return Optional.of("the address is none");
    }
    String where = url.host() + ":" + url.port();
    int millis = Math.toIntExact(PATIENCE.toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(names.find(url.host(), PATIENCE).getFirst(), url.port()), millis);
      plain.setSoTimeout(millis);
      if (url.isHttps()) {
        greet(plain, url, trust);
      }
      return Optional.empty();
    } catch (SocketTimeoutException e) {
      return Optional.of(where + " does not answer within " + PATIENCE.toSeconds() + " s");
    } catch (SSLException e) {
      return Optional.of("TLS with " + where + " failed: " + e.getMessage());
    } catch (IOException e) {
      return Optional.of(where + " cannot be reached: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      return Optional.of("TLS cannot be set up: " + e.getMessage());
    }
  }

  private static void greet(Socket plain, HttpUrl url, Trust trust)
      throws IOException, GeneralSecurityException {
    try (SSLSocket secure =
        (SSLSocket)
            TlsTrust.context(trust)
                .getSocketFactory()
                .createSocket(plain, url.host(), url.port(), true)) {
      if (trust.fingerprint().isEmpty()) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
      }
      secure.startHandshake();
    }
  }
}
