package io.piha.sync;

import io.piha.engine.TlsTrust;
import io.piha.site.Sync;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
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
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefLeaseSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
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
final class Remote implements AutoCloseable {

  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Sync sync;
  private final InstantSource clock;
  private final String shown;
  private final Optional<CredentialsProvider> login;
  private final Optional<SshdSessionFactory> ssh;
  private final Optional<X509TrustManager> trust;

  Remote(Sync sync, Path home, InstantSource clock) throws IOException {
    this.sync = sync;
    this.clock = clock;
    this.shown = sync.repository().toString();
    this.login =
        sync.username()
            .map(
                name ->
                    new UsernamePasswordCredentialsProvider(
                        name.reveal(), sync.password().map(each -> each.reveal()).orElse("")));
    boolean web = sync.repository().reveal().matches("https?://.*");
    this.ssh =
        web
            ? Optional.empty()
            : Optional.of(SshAccess.open(home, sync.knownHosts(), sync.keyFile()));
    this.trust = web ? trust(sync) : Optional.empty();
  }

  private static Optional<X509TrustManager> trust(Sync sync) throws IOException {
    if (sync.trust().caFile().isEmpty() && sync.trust().fingerprint().isEmpty()) {
      return Optional.empty();
    }
    try {
      OkHttpClient client = TlsTrust.apply(new OkHttpClient.Builder(), sync.trust()).build();
      return Optional.ofNullable(client.x509TrustManager());
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate to trust cannot be used: " + e.getMessage(), e);
    }
  }

  /** Every ref the server shows, by name. */
  Map<String, Ref> refs() throws IOException {
    try {
      Map<String, Ref> all = new HashMap<>();
      for (Ref each :
          reach(Git.lsRemoteRepository().setRemote(sync.repository().reveal())).call()) {
        all.put(each.getName(), each);
      }
      return all;
    } catch (GitAPIException | RuntimeException e) {
      throw failed("cannot reach", e);
    }
  }

  void fetch(Git git, List<RefSpec> wanted) throws IOException {
    try {
      var _ =
          reach(
                  git.fetch()
                      .setRemote(sync.repository().reveal())
                      .setRefSpecs(wanted)
                      .setTagOpt(TagOpt.NO_TAGS)
                      .setCheckFetchedObjects(true)
                      .setProgressMonitor(new Patience(clock)))
              .call();
    } catch (GitAPIException | RuntimeException e) {
      throw failed("cannot fetch from", e);
    }
  }

  Iterable<PushResult> push(Git git, RefSpec what, RefLeaseSpec lease) throws IOException {
    try {
      return reach(
              git.push()
                  .setRemote(sync.repository().reveal())
                  .setRefSpecs(what)
                  .setRefLeaseSpecs(lease)
                  .setProgressMonitor(new Patience(clock)))
          .call();
    } catch (GitAPIException | RuntimeException e) {
      throw failed("cannot push to", e);
    }
  }

  private <C extends TransportCommand<C, ?>> C reach(C command) {
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
          new Trusting(trust.get(), sync.trust().fingerprint().isPresent()));
    }
  }

  /** Says what came back, with the address as it may be shown. */
  private IOException failed(String tried, Exception cause) {
    Throwable root = cause;
    while (root.getCause() != null && !root.getCause().equals(root)) {
      root = root.getCause();
    }
    String said = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    String plain = said.replace(sync.repository().reveal(), shown);
    return new IOException(tried + " " + shown + ": " + Commits.plain(plain, 300), cause);
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
