package io.piha.monitor.checks;

import io.piha.engine.CheckView;
import io.piha.engine.NameLookup;
import io.piha.site.Site;
import io.piha.site.TlsPeer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Until when certificates hold: of every TLS server that the configuration names, and our own. It
 * reads the certificate and hangs up; nothing is sent.
 */
final class Certificates {
  static final Duration SOON = Duration.ofDays(21);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LONGEST_LINE = 1024;
  private static final int MOST_LINES = 100;

  private final NameLookup names;

  Certificates(NameLookup names) {
    this.names = names;
  }

  /**
   * One row for each that can be read. What cannot be reached is somebody else's to tell.
   *
   * @param unread told what could not be read, and why
   */
  List<CheckView> rows(Site site, Instant now, BiConsumer<String, Exception> unread) {
    TlsPeers peers = TlsPeers.of(site);
    List<CheckView> rows = new ArrayList<>();
    for (TlsPeer peer : peers.servers()) {
      try {
        rows.add(judge(peer.server().toString(), ends(peer), now));
      } catch (IOException | GeneralSecurityException e) {
        unread.accept(peer.server().toString(), e);
      }
    }
    peers
        .ours()
        .forEach(
            (key, file) -> {
              try {
                rows.add(judge(key, ends(file), now));
              } catch (IOException | GeneralSecurityException e) {
                unread.accept(key, e);
              }
            });
    return rows;
  }

  static CheckView judge(String name, Instant end, Instant now) {
    Duration left = Duration.between(now, end);
    String day = end.toString().substring(0, 10);
    if (left.isNegative()) {
      return new CheckView(
          "certificate",
          name,
          "ended on " + day,
          CheckView.Level.BAD,
          "renew it; without it the connection is refused");
    }
    String said = "ends in " + left.toDays() + " days, on " + day;
    return left.compareTo(SOON) < 0
        ? new CheckView(
            "certificate",
            name,
            said,
            CheckView.Level.NOTICE,
            "renew it; without it the connection is refused")
        : CheckView.quiet("certificate", name, said);
  }

  private static Instant ends(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return ends(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new));
    }
  }

  private Instant ends(TlsPeer peer) throws IOException, GeneralSecurityException {
    String host = peer.server().host();
    InetAddress address = names.find(host, PATIENCE).getFirst();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Onlooker()}, null);
    int millis = (int) PATIENCE.toMillis();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, peer.server().port()), millis);
      plain.setSoTimeout(millis);
      if (peer.mail()) {
        askForTls(plain);
      }
      try (SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, host, peer.server().port(), true)) {
        socket.startHandshake();
        return ends(socket.getSession().getPeerCertificates());
      }
    }
  }

  private static Instant ends(Certificate[] chain) throws IOException {
    if (chain.length > 0 && chain[0] instanceof X509Certificate first) {
      return first.getNotAfter().toInstant();
    }
    throw new IOException("there is no certificate");
  }

  /** A mail server speaks plainly first (RFC 3207). */
  private static void askForTls(Socket plain) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(plain.getInputStream(), StandardCharsets.US_ASCII), 1);
    expect(in, "220");
    for (String line : List.of("EHLO piha", "STARTTLS")) {
      plain.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      plain.getOutputStream().flush();
      expect(in, line.startsWith("EHLO") ? "250" : "220");
    }
  }

  /** Reads one answer of one or more lines; not a byte further, for what follows is TLS. */
  private static void expect(BufferedReader in, String code) throws IOException {
    for (int i = 0; i < MOST_LINES; i++) {
      StringBuilder line = new StringBuilder();
      int next = in.read();
      while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
        line.append((char) next);
        next = in.read();
      }
      if (line.length() < 4 || !line.substring(0, 3).equals(code)) {
        throw new IOException("the mail server does not offer STARTTLS");
      }
      if (line.charAt(3) != '-') {
        return;
      }
    }
    throw new IOException("the mail server's greeting has no end");
  }

  /**
   * Trusts anybody, for nothing is told to them: also a certificate that has ended is looked at.
   */
  private static final class Onlooker implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
