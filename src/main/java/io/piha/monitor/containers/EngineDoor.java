package io.piha.monitor.containers;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsKeys;
import io.piha.site.Containers;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.newsclub.net.unix.AFSocketFactory;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The way to an engine: its unix socket, plain TCP, or TLS on which both sides are known. */
final class EngineDoor {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private EngineDoor() {}

  /** Where its paths begin. */
  static HttpUrl url(Containers engine) {
    if (engine.isLocal()) {
      return HttpUrl.get("http://localhost/");
    }
    String place = engine.engine().replaceFirst("^[a-z]+://", "");
    return HttpUrl.get((encrypted(engine) ? "https://" : "http://") + place + "/");
  }

  /** As Docker's own client has it, {@code tcp://} with certificates is TLS. */
  private static boolean encrypted(Containers engine) {
    return engine.engine().startsWith("https:")
        || engine.files().caFile().isPresent()
        || engine.files().certFile().isPresent();
  }

  /** A client for it; reads its files afresh, so that renewed certificates are picked up. */
  static OkHttpClient client(Containers engine, NameLookup names, Duration patience)
      throws IOException {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(CONNECT)
            .readTimeout(patience)
            .writeTimeout(patience)
            .callTimeout(patience);
    if (engine.isLocal()) {
      File socket = new File(engine.engine().substring("unix://".length()));
      return client
          .dns(_ -> List.of(InetAddress.getLoopbackAddress()))
          .socketFactory(
              new AFSocketFactory.FixedAddressSocketFactory(AFUNIXSocketAddress.of(socket)))
          .build();
    }
    client.dns(host -> names.find(host, CONNECT));
    if (encrypted(engine)) {
      try {
        TlsKeys.apply(client, engine.files());
      } catch (GeneralSecurityException e) {
        throw new IOException("its certificates cannot be used: " + e.getMessage(), e);
      }
    }
    return client.build();
  }
}
