package io.piha.engine;

import io.piha.site.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** How a TLS peer's certificate is judged: by the system, a CA of one's own, or one fingerprint. */
public final class TlsTrust {

  private TlsTrust() {}

  /** Applies the trust to a client; {@code Trust.SYSTEM} leaves it as it is. */
  public static OkHttpClient.Builder apply(OkHttpClient.Builder client, Trust trust)
      throws GeneralSecurityException, IOException {
    if (trust.fingerprint().isPresent()) {
      var pinned = new Pinned(trust.fingerprint().get());
      // The one certificate is known by its fingerprint, so its names say nothing more.
      return client
          .sslSocketFactory(context(pinned).getSocketFactory(), pinned)
          .hostnameVerifier((_, _) -> true);
    }
    if (trust.caFile().isPresent()) {
      X509TrustManager own = ofFile(trust.caFile().get());
      return client.sslSocketFactory(context(own).getSocketFactory(), own);
    }
    return client;
  }

  /**
   * The same for anything else that speaks TLS; the system's own where nothing is trusted apart.
   */
  public static SSLContext context(Trust trust) throws GeneralSecurityException, IOException {
    if (trust.fingerprint().isPresent()) {
      return context(new Pinned(trust.fingerprint().get()));
    }
    return trust.caFile().isPresent()
        ? context(ofFile(trust.caFile().get()))
        : SSLContext.getDefault();
  }

  private static SSLContext context(X509TrustManager trust) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trust}, null);
    return context;
  }

  private static X509TrustManager ofFile(Path pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      int count = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + count++, each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager trust) {
        return trust;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager on this system");
  }

  /** Trusts the one certificate of that SHA-256 fingerprint. */
  private record Pinned(String fingerprint) implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no clients are served");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
        if (!HexFormat.of().formatHex(digest).equals(fingerprint)) {
          throw new CertificateException("the certificate is not the pinned one");
        }
      } catch (GeneralSecurityException e) {
        throw new CertificateException(e.getMessage(), e);
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
