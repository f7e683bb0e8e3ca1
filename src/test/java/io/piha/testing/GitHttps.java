package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Git over https on a loopback port: nginx, fcgiwrap and git-http-backend, with a test authority, a
 * name and a password.
 */
public final class GitHttps implements AutoCloseable {
  public static final String USER = "git";
  public static final String PASSWORD = "gitpass";

  private final Path folder;
  private final int port = Ports.free();
  private final Process wrapper;
  private final Daemon nginx;

  /**
   * Serves the bare repositories of a folder.
   *
   * @param folder an existing folder for its own files
   */
  public GitHttps(Path folder, Path repositories) {
    this.folder = folder;
    try {
      certificates();
      Files.writeString(
          folder.resolve("htpasswd"),
          USER + ":" + Programs.run("openssl", "passwd", "-apr1", PASSWORD) + "\n");
      Path socket = folder.resolve("fcgi.sock");
      wrapper =
          new ProcessBuilder(
                  Peers.require("fcgiwrap").toString(), "-c", "2", "-s", "unix:" + socket)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("fcgi.log").toFile())
              .start();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(socket));
      Files.writeString(folder.resolve("nginx.conf"), configuration(repositories));
      nginx =
          Daemon.start(
              List.of(
                  Peers.require("nginx").toString(), "-c", folder.resolve("nginx.conf").toString()),
              Map.of(),
              folder.resolve("nginx.out"),
              port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String configuration(Path repositories) {
    return """
    daemon off; worker_processes 1; pid %1$s/pid; error_log %1$s/error.log; user root;
    events {}
    http {
      access_log %1$s/access.log; client_max_body_size 0;
      client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
      uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
      server {
        listen 127.0.0.1:%2$d ssl;
        ssl_certificate %1$s/server.crt; ssl_certificate_key %1$s/server.key;
        auth_basic git; auth_basic_user_file %1$s/htpasswd;
        location / {
          include /etc/nginx/fastcgi_params;
          fastcgi_param SCRIPT_FILENAME /usr/lib/git-core/git-http-backend;
          fastcgi_param GIT_PROJECT_ROOT %3$s;
          fastcgi_param GIT_HTTP_EXPORT_ALL "";
          fastcgi_param GIT_CONFIG_COUNT 1;
          fastcgi_param GIT_CONFIG_KEY_0 safe.directory;
          fastcgi_param GIT_CONFIG_VALUE_0 *;
          fastcgi_param PATH_INFO $uri;
          fastcgi_param REMOTE_USER $remote_user;
          fastcgi_pass unix:%1$s/fcgi.sock;
        }
      }
    }
    """
        .formatted(folder, port, repositories);
  }

  private void certificates() throws IOException, InterruptedException {
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "3650",
        "-subj",
        "/CN=Test CA",
        "-keyout",
        at("ca.key"),
        "-out",
        at("ca.crt"),
        "-addext",
        "basicConstraints=critical,CA:TRUE");
    openssl(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=server",
        "-keyout",
        at("server.key"),
        "-out",
        at("server.csr"));
    Files.writeString(
        folder.resolve("server.ext"),
        "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
    openssl(
        "x509",
        "-req",
        "-in",
        at("server.csr"),
        "-CA",
        at("ca.crt"),
        "-CAkey",
        at("ca.key"),
        "-CAcreateserial",
        "-days",
        "3650",
        "-extfile",
        at("server.ext"),
        "-out",
        at("server.crt"));
  }

  private static void openssl(String... arguments) throws IOException, InterruptedException {
    var _ = Programs.run("openssl", arguments);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The address of a repository in the folder that is served. */
  public String url(String name) {
    return "https://127.0.0.1:" + port + "/" + name;
  }

  /** The authority that signed its certificate. */
  public Path authority() {
    return folder.resolve("ca.crt");
  }

  @Override
  public void close() {
    nginx.close();
    wrapper.descendants().forEach(ProcessHandle::destroyForcibly);
    wrapper.destroyForcibly();
    try {
      var _ = wrapper.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
