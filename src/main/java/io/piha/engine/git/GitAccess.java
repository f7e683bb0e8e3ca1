package io.piha.engine.git;

import io.piha.engine.TlsTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * How another machine's repository is reached: ssh with a key and strict host keys, or https with a
 * name and a password. Every step ends by itself: silence after {@link #SILENCE}, a whole transfer
 * after {@link #LONGEST}.
 */
public final class GitAccess implements AutoCloseable {

  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_WORDS = 300;

  private final GitAddress address;
  private final InstantSource clock;
  private final String shown;
  private final Optional<CredentialsProvider> login;
  private final Optional<SshdSessionFactory> ssh;
  private final Optional<X509TrustManager> trust;

  /**
   * @param home a folder of our own, where nothing of the service user's settings is
   */
  public GitAccess(GitAddress address, Path home, InstantSource clock) throws IOException {
    this.address = address;
    this.clock = clock;
    this.shown = address.repository().toString();
    this.login =
        address
            .username()
            .map(
                name ->
                    new UsernamePasswordCredentialsProvider(
                        name.reveal(), address.password().map(each -> each.reveal()).orElse("")));
    boolean web = address.repository().reveal().matches("https?://.*");
    this.ssh =
        web
            ? Optional.empty()
            : Optional.of(SshAccess.open(home, address.knownHosts(), address.keyFile()));
    this.trust = web ? trust(address) : Optional.empty();
  }

  private static Optional<X509TrustManager> trust(GitAddress address) throws IOException {
    if (address.trust().caFile().isEmpty() && address.trust().fingerprint().isEmpty()) {
      return Optional.empty();
    }
    try {
      OkHttpClient client = TlsTrust.apply(new OkHttpClient.Builder(), address.trust()).build();
      return Optional.ofNullable(client.x509TrustManager());
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate to trust cannot be used: " + e.getMessage(), e);
    }
  }

  /** Every ref the server shows, by name. */
  public Map<String, Ref> refs() throws IOException {
    try {
      Map<String, Ref> all = new HashMap<>();
      for (Ref each :
          reach(Git.lsRemoteRepository().setRemote(address.repository().reveal())).call()) {
        all.put(each.getName(), each);
      }
      return all;
    } catch (GitAPIException | RuntimeException e) {
      throw failed("cannot reach", e);
    }
  }

  /** The command with our login, our trust and our patience with silence. */
  public <C extends TransportCommand<C, ?>> C reach(C command) {
    login.ifPresent(command::setCredentialsProvider);
    return command
        .setTimeout((int) SILENCE.toSeconds())
        .setTransportConfigCallback(this::configure);
  }

  private void configure(Transport transport) {
    if (transport instanceof SshTransport over && ssh.isPresent()) {
      over.setSshSessionFactory(ssh.get());
    }
    if (transport instanceof TransportHttp over && trust.isPresent()) {
      over.setHttpConnectionFactory(
          new Trusting(trust.get(), address.trust().fingerprint().isPresent()));
    }
  }

  /** Says what came back, with the address as it may be shown. */
  public IOException failed(String tried, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null && !root.getCause().equals(root)) {
      root = root.getCause();
    }
    String said = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    String plain = said.replace(address.repository().reveal(), shown);
    return new IOException(tried + " " + shown + ": " + brief(plain), cause);
  }

  private static String brief(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() <= MOST_WORDS ? plain : plain.substring(0, MOST_WORDS) + "…";
  }

  /** Ends a transfer that takes longer than {@link #LONGEST}, or whose thread is interrupted. */
  public ProgressMonitor patience() {
    return new Patience(clock);
  }

  @Override
  public void close() {
    ssh.ifPresent(SshdSessionFactory::close);
  }

  /** Ends a transfer that takes too long. */
  private static final class Patience extends EmptyProgressMonitor {
    private final InstantSource clock;
    private final Instant until;

    Patience(InstantSource clock) {
      this.clock = clock;
      this.until = clock.instant().plus(LONGEST);
    }

    @Override
    public boolean isCancelled() {
      return clock.instant().isAfter(until) || Thread.currentThread().isInterrupted();
    }
  }

  /** Connections that trust the configured authority or certificate. */
  private record Trusting(X509TrustManager trust, boolean pinned)
      implements org.eclipse.jgit.transport.http.HttpConnectionFactory {

    @Override
    public HttpConnection create(java.net.URL url) throws IOException {
      return create(url, null);
    }

    @Override
    public HttpConnection create(java.net.URL url, java.net.@Nullable Proxy proxy)
        throws IOException {
      HttpConnection connection =
          new org.eclipse.jgit.transport.http.JDKHttpConnectionFactory()
              .create(url, proxy == null ? java.net.Proxy.NO_PROXY : proxy);
      if (url.getProtocol().equals("https") && connection instanceof JDKHttpConnection plain) {
        try {
          plain.configure(null, new TrustManager[] {trust}, null);
          if (pinned) {
            plain.setHostnameVerifier((_, _) -> true);
          }
        } catch (GeneralSecurityException e) {
          throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
      }
      return connection;
    }
  }
}
