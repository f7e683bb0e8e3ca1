package io.piha.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A stock Exim that takes mail for {@code example.test} over STARTTLS or implicit TLS from whoever
 * logs in as {@value #USER}. {@code full@} is refused for now, {@code gone@} for good; the rest
 * lands in a folder.
 */
public final class Exim implements AutoCloseable {
  public static final String USER = "hub";
  public static final String PASSWORD = "smtppass";

  private final Path folder;
  private final int submission = Ports.free();
  private final int implicit = Ports.free();
  private Daemon daemon;

  /** In that folder, which becomes readable to the mail user. */
  public Exim(Path folder, TestCa ca) {
    this.folder = folder.toAbsolutePath();
    try {
      for (String each : List.of("spool", "log", "mail")) {
        Files.createDirectories(folder.resolve(each));
      }
      Files.copy(ca.certificate(), folder.resolve("server.crt"));
      Files.copy(ca.key(), folder.resolve("server.key"));
      Files.writeString(folder.resolve("exim.conf"), configuration());
      for (Path up = this.folder; up != null && up.startsWith("/tmp"); up = up.getParent()) {
        if (!up.equals(Path.of("/tmp"))) {
          Files.setPosixFilePermissions(up, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
      Programs.run("chown", "-R", "Debian-exim", this.folder.toString());
      // Exim believes no configuration that its own user could have changed.
      Programs.run("chown", "root", folder.resolve("exim.conf").toString());
      Programs.run("chmod", "640", folder.resolve("server.key").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    daemon = launch();
  }

  private Daemon launch() {
    return Daemon.start(
        List.of(
            Peers.require("exim4").toString(),
            "-C",
            folder.resolve("exim.conf").toString(),
            "-bdf",
            "-q1m"),
        Map.of(),
        folder.resolve("exim.out"),
        submission);
  }

  /** Where STARTTLS is required. */
  public int submissionPort() {
    return submission;
  }

  /** Where TLS is implicit. */
  public int implicitPort() {
    return implicit;
  }

  /** The mails that arrived, oldest first, as they are. */
  public List<String> mails() {
    Path arrived = folder.resolve("mail").resolve("new");
    if (!Files.isDirectory(arrived)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(arrived)) {
      return files
          .sorted(java.util.Comparator.comparing(Exim::changed).thenComparing(Path::getFileName))
          .map(Exim::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ids of the messages it took, in that order, repeats included, without the brackets. */
  public List<String> accepted() {
    Path log = folder.resolve("log").resolve("mainlog");
    try (Stream<String> lines = Files.exists(log) ? Files.lines(log) : Stream.of()) {
      return lines
          .filter(each -> each.contains(" <= ") && each.contains(" id="))
          .map(each -> each.replaceAll(".* id=(\\S+).*", "$1"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static java.nio.file.attribute.FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  public void kill() {
    daemon.kill();
  }

  /** Starts again on the same ports. */
  public void restart() {
    daemon.close();
    daemon = launch();
  }

  @Override
  public void close() {
    daemon.close();
  }

  private String configuration() {
    return """
    exim_user = Debian-exim
    exim_group = Debian-exim
    spool_directory = %1$s/spool
    log_file_path = %1$s/log/%%slog
    pid_file_path = %1$s/exim.pid
    primary_hostname = mail.example.test
    local_interfaces = 127.0.0.1
    daemon_smtp_ports = %2$d : %3$d
    tls_on_connect_ports = %3$d
    tls_advertise_hosts = *
    tls_certificate = %1$s/server.crt
    tls_privatekey = %1$s/server.key
    auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
    acl_smtp_mail = acl_mail
    acl_smtp_rcpt = acl_rcpt
    host_lookup =
    rfc1413_hosts =
    never_users =
    keep_environment =
    begin acl
    acl_mail:
      deny message = 5.7.0 STARTTLS required
           !encrypted = *
      accept
    acl_rcpt:
      deny message = 5.7.0 authentication required
           !authenticated = *
      defer message = 4.2.2 mailbox full
           local_parts = full
      deny message = 5.1.1 no such user
           local_parts = gone
      accept domains = example.test
      deny message = 5.7.1 relay denied
    begin routers
    sink:
      driver = accept
      domains = example.test
      transport = maildir
    begin transports
    maildir:
      driver = appendfile
      user = Debian-exim
      directory = %1$s/mail
      maildir_format
      envelope_to_add
      return_path_add
    begin authenticators
    plain:
      driver = plaintext
      public_name = PLAIN
      server_prompts = :
      server_condition = ${if and{{eq{$auth2}{hub}}{eq{$auth3}{smtppass}}}}
      server_set_id = $auth2
    login:
      driver = plaintext
      public_name = LOGIN
      server_prompts = Username:: : Password::
      server_condition = ${if and{{eq{$auth1}{hub}}{eq{$auth2}{smtppass}}}}
      server_set_id = $auth1
    """
        .formatted(folder, submission, implicit);
  }
}
