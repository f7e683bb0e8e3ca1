package io.piha.engine;

import io.piha.site.ClientTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** TLS from PEM files: whom we trust and, for mutual TLS, who we are. */
public final class TlsKeys {
  /** Guards key stores that live in memory only, for the length of one call. */
  private static final char[] NO_PASSWORD = {};

  private TlsKeys() {}

  /** The sockets' factory for these settings, read afresh so that renewed files are picked up. */
  public static SSLSocketFactory factory(ClientTls files)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(us(files), trust(files.caFile()), null);
    return context.getSocketFactory();
  }

  /** The same for an HTTP client. */
  public static OkHttpClient.Builder apply(OkHttpClient.Builder client, ClientTls files)
      throws IOException, GeneralSecurityException {
    TrustManager[] trusted = trust(files.caFile());
    if (trusted == null) {
      trusted = ofTheSystem();
    }
    for (TrustManager each : trusted) {
      if (each instanceof X509TrustManager trust) {
        return client.sslSocketFactory(factory(files), trust);
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager on this system");
  }

  /** Whom these settings trust; empty for the system's own. */
  public static Optional<TrustManager[]> trusted(ClientTls files)
      throws IOException, GeneralSecurityException {
    return Optional.ofNullable(trust(files.caFile()));
  }

  /** Who these settings say that we are; empty for nobody. */
  public static Optional<KeyManager[]> ours(ClientTls files)
      throws IOException, GeneralSecurityException {
    return Optional.ofNullable(us(files));
  }

  private static TrustManager[] ofTheSystem() throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    return trust.getTrustManagers();
  }

  private static TrustManager @Nullable [] trust(Optional<Path> caFile)
      throws IOException, GeneralSecurityException {
    if (caFile.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate each : certificates(caFile.get())) {
      store.setCertificateEntry("ca" + number++, each);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust.getTrustManagers();
  }

  private static KeyManager @Nullable [] us(ClientTls files)
      throws IOException, GeneralSecurityException {
    if (files.certFile().isEmpty() || files.keyFile().isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "us",
        privateKey(files.keyFile().get()),
        NO_PASSWORD,
        certificates(files.certFile().get()).toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    return keys.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new GeneralSecurityException("no certificate in " + file);
      }
      return found;
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = text.indexOf("-----BEGIN PRIVATE KEY-----");
    int end = text.indexOf("-----END PRIVATE KEY-----");
    if (begin < 0 || end < begin) {
      throw new GeneralSecurityException(
          file
              + " is not an unencrypted PKCS #8 key; convert it with"
              + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }
    String base64 = text.substring(text.indexOf('\n', begin), end);
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // a key of another kind
      }
    }
    throw new GeneralSecurityException(file + " is neither an EC, an RSA nor an Ed25519 key");
  }
}
