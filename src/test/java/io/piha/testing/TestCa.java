package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority of our own with one server certificate for 127.0.0.1 and localhost, by openssl. */
public final class TestCa {
  private final Path folder;

  private TestCa(Path folder) {
    this.folder = folder;
  }

  /** Makes both in that folder; the server's certificate is good for so many days. */
  public static TestCa in(Path folder, int days) {
    TestCa ca = new TestCa(folder);
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("server.ext"),
          """
          subjectAltName=DNS:localhost,IP:127.0.0.1
          extendedKeyUsage=serverAuth
          basicConstraints=CA:FALSE
          """);
      Programs.run(
          "openssl",
          ("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -keyout "
                  + ca.file("ca.key")
                  + " -out "
                  + ca.file("ca.crt")
                  + " -addext basicConstraints=critical,CA:TRUE"
                  + " -addext keyUsage=critical,keyCertSign,cRLSign -subj /CN=TestCA")
              .split(" "));
      Programs.run(
          "openssl",
          ("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=server -keyout "
                  + ca.file("server.key")
                  + " -out "
                  + ca.file("server.csr"))
              .split(" "));
      Programs.run(
          "openssl",
          ("x509 -req -in "
                  + ca.file("server.csr")
                  + " -CA "
                  + ca.file("ca.crt")
                  + " -CAkey "
                  + ca.file("ca.key")
                  + " -CAcreateserial -days "
                  + days
                  + " -extfile "
                  + ca.file("server.ext")
                  + " -out "
                  + ca.file("server.crt"))
              .split(" "));
      return ca;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** A certificate of the same authority for a client; its key stands beside it. */
  public Path client() {
    try {
      Files.writeString(file("client.ext"), "extendedKeyUsage=clientAuth\n");
      Programs.run(
          "openssl",
          ("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=client -keyout "
                  + clientKey()
                  + " -out "
                  + file("client.csr"))
              .split(" "));
      Programs.run(
          "openssl",
          ("x509 -req -in "
                  + file("client.csr")
                  + " -CA "
                  + file("ca.crt")
                  + " -CAkey "
                  + file("ca.key")
                  + " -CAcreateserial -days 30 -extfile "
                  + file("client.ext")
                  + " -out "
                  + file("client.crt"))
              .split(" "));
      return file("client.crt");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The private key of {@link #client()}. */
  public Path clientKey() {
    return file("client.key");
  }

  public Path authority() {
    return file("ca.crt");
  }

  public Path certificate() {
    return file("server.crt");
  }

  public Path key() {
    return file("server.key");
  }
}
