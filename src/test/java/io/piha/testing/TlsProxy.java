package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx in front of a unix socket: TLS on a loopback port, for clients with a certificate only. */
public final class TlsProxy implements AutoCloseable {
  private final int port = Ports.free();
  private final Daemon daemon;

  /** Starts it; whom the authority has certified comes through. */
  public TlsProxy(Path folder, TestCa ca, Path socket) {
    Path home = folder.resolve("nginx");
    try {
      Files.createDirectories(home);
      Files.writeString(
          home.resolve("nginx.conf"),
          """
          daemon off; worker_processes 1; pid %1$s/pid; error_log %1$s/error.log; user root;
          events {}
          http {
            access_log off;
            client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
            uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
            server {
              listen 127.0.0.1:%2$d ssl;
              ssl_certificate %3$s; ssl_certificate_key %4$s;
              ssl_client_certificate %5$s; ssl_verify_client on;
              location / { proxy_pass http://unix:%6$s:; proxy_buffering off; }
            }
          }
          """
              .formatted(home, port, ca.certificate(), ca.key(), ca.authority(), socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon =
        Daemon.start(
            List.of(
                Peers.require("nginx").toString(),
                "-c",
                home.resolve("nginx.conf").toString(),
                "-e",
                home.resolve("error.log").toString()),
            Map.of(),
            home.resolve("nginx.log"),
            port);
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    daemon.close();
  }
}
