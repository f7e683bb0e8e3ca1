package io.piha.alert;

import io.piha.alert.rules.Event;
import io.piha.arbiter.Severity;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.site.Alert;
import io.piha.site.HostPort;
import io.piha.site.Site;
import io.piha.site.Syslog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks twice a day at the certificates of every TLS server that the configuration names, and tells
 * three weeks before one ends. It reads the certificate and hangs up; nothing is sent.
 */
public final class Certificates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
  private static final Duration EVERY = Duration.ofHours(12);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofDays(21);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Set<HostPort> servers;
  private final NameLookup names;
  private final EngineClock clock;
  private final Consumer<Event.Noticed> notice;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Certificates(
      Set<HostPort> servers, NameLookup names, EngineClock clock, Consumer<Event.Noticed> notice) {
    this.servers = servers;
    this.names = names;
    this.clock = clock;
    this.notice = notice;
  }

  /** Looks for the first time in a minute. */
  public static Certificates start(
      Site site, NameLookup names, EngineClock clock, Consumer<Event.Noticed> notice) {
    Certificates watch = new Certificates(servers(site), names, clock, notice);
    if (!watch.servers.isEmpty()) {
      Thread.ofVirtual().name("certificates").start(watch::run);
    }
    return watch;
  }

  /** Every server that speaks TLS from the first byte on. */
  static Set<HostPort> servers(Site site) {
    Set<HostPort> all = new LinkedHashSet<>();
    add(all, site.mqtt().url().toString());
    site.services().values().stream()
        .flatMap(service -> service.hosts().values().stream())
        .flatMap(host -> host.probes().values().stream())
        .forEach(probe -> add(all, probe.url().reveal()));
    for (Alert alert : site.alerts()) {
      switch (alert) {
        case Alert.Webhook hook -> add(all, hook.url().reveal());
        case Alert.HomeAssistant home -> add(all, home.url().reveal());
        case Alert.Email mail -> {
          if (mail.implicitTls()) {
            all.add(mail.server());
          }
        }
      }
    }
    site.influx().ifPresent(each -> add(all, each.url().reveal()));
    if (site.syslog().orElse(null) instanceof Syslog.Tls tls) {
      all.add(tls.address());
    }
    return all;
  }

  private static void add(Set<HostPort> all, String address) {
    URI uri = URI.create(address.replaceAll("^([a-z]+://[^/?#]*).*$", "$1"));
    int usual =
        switch (String.valueOf(uri.getScheme())) {
          case "https" -> 443;
          case "mqtts" -> 8883;
          default -> 0;
        };
    if (usual != 0 && uri.getHost() != null) {
      String host = uri.getHost().replaceAll("[\\[\\]]", "");
      all.add(new HostPort(host, uri.getPort() < 0 ? usual : uri.getPort()));
    }
  }

  private void run() {
    try {
      Duration wait = FIRST;
      while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        servers.forEach(this::look);
        wait = EVERY;
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  /** What cannot be reached is somebody else's to tell. */
  void look(HostPort server) {
    try {
      Optional<Instant> ends = ends(server);
      ends.ifPresent(end -> judge(server, end));
    } catch (IOException | GeneralSecurityException e) {
      LOG.info("the certificate of {} could not be read: {}", server, e.getMessage());
    }
  }

  private void judge(HostPort server, Instant end) {
    Instant now = clock.wall();
    Duration left = Duration.between(now, end);
    boolean over = left.isNegative();
    notice.accept(
        new Event.Noticed(
            "certificate:" + server,
            left.compareTo(SOON) < 0,
            over ? Severity.CRITICAL : Severity.WARNING,
            null,
            null,
            now,
            "the certificate of " + server + (over ? " has ended" : " ends soon"),
            "The certificate of "
                + server
                + (over ? " ended on " : " ends in " + left.toDays() + " days, on ")
                + end
                + ". Renew it; without it the connection is refused."));
  }

  private Optional<Instant> ends(HostPort server) throws IOException, GeneralSecurityException {
    InetAddress address = names.find(server.host(), PATIENCE).getFirst();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Onlooker()}, null);
    int millis = (int) PATIENCE.toMillis();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, server.port()), millis);
      plain.setSoTimeout(millis);
      try (SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, server.host(), server.port(), true)) {
        socket.startHandshake();
        Certificate[] chain = socket.getSession().getPeerCertificates();
        return chain.length > 0 && chain[0] instanceof X509Certificate first
            ? Optional.of(first.getNotAfter().toInstant())
            : Optional.empty();
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
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
