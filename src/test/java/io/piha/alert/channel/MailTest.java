package io.piha.alert.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piha.arbiter.Severity;
import io.piha.engine.NameLookup;
import io.piha.site.HostPort;
import io.piha.site.Secret;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import io.piha.testing.Exim;
import io.piha.testing.NeedsPeer;
import io.piha.testing.TestCa;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over a real Exim. */
@NeedsPeer({"exim4", "openssl"})
class MailTest {
  @TempDir static Path folder;
  private static TestCa ca;
  private static Exim exim;
  private static boolean running;
  private final NameLookup names = new NameLookup();

  @BeforeAll
  static void begin() {
    assumeTrue(System.getProperty("user.name").equals("root"), "Exim changes its user, as root");
    ca = TestCa.in(folder.resolve("tls"), 30);
    exim = new Exim(folder, ca);
    running = true;
  }

  @AfterAll
  static void end() {
    if (running) {
      exim.close();
    }
  }

  @AfterEach
  void close() {
    names.close();
  }

  private Mail mail(String to, boolean implicit, String host, String password, Trust trust) {
    return new Mail(
        new EmailAlert(
            Optional.empty(),
            new HostPort(host, implicit ? exim.implicitPort() : exim.submissionPort()),
            implicit,
            Optional.of(SecretText.of(Exim.USER)),
            Optional.of(new Secret(password)),
            "hub@example.test",
            List.of(to),
            trust),
        to,
        names);
  }

  private Trust trusted() {
    return new Trust(Optional.of(ca.authority()), Optional.empty());
  }

  private Mail mail(String to) {
    return mail(to, false, "127.0.0.1", Exim.PASSWORD, trusted());
  }

  private static List<String> of(String id) {
    return exim.mails().stream().filter(each -> each.contains("message " + id)).toList();
  }

  private static MimeMessage arrived(String id) throws Exception {
    Awaitility.await(id).atMost(Duration.ofSeconds(40)).until(() -> of(id).size() == 1);
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(of(id).getFirst().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anIncidentIsAThreadOfMailsInTextAndHtml() throws Exception {
    assertThat(mail("ops@example.test").send(Parcels.of("m-1"))).isEqualTo(new Receipt.Taken());
    assertThat(mail("ops@example.test").send(Parcels.of("m-2", false, Severity.CRITICAL, true)))
        .isEqualTo(new Receipt.Taken());
    MimeMessage first = arrived("m-1");
    MimeMessage second = arrived("m-2");
    assertThat(second.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
    assertThat(second.getMessageID()).isNotEqualTo(first.getMessageID());
    assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(first.getSubject())
        .isEqualTo("CRITICAL [home] home-assistant: nobody leads <script>");
    MimeMultipart both = (MimeMultipart) first.getContent();
    assertThat(both.getContentType()).startsWith("multipart/alternative");
    assertThat(both.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat((String) both.getBodyPart(0).getContent()).contains("second line ü 漢");
    assertThat((String) both.getBodyPart(1).getContent())
        .contains("nobody leads &lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void implicitTlsServesAsWell() throws Exception {
    Mail mail = mail("ops@example.test", true, "localhost", Exim.PASSWORD, trusted());
    assertThat(mail.send(Parcels.of("m-3"))).isEqualTo(new Receipt.Taken());
    arrived("m-3");
  }

  @Test
  void aFullMailboxIsTriedAgainAndAMissingOneIsNot() {
    assertThat(mail("full@example.test").send(Parcels.of("m-4")))
        .isInstanceOfSatisfying(
            Receipt.Later.class, later -> assertThat(later.why()).contains("mailbox full"));
    assertThat(mail("gone@example.test").send(Parcels.of("m-5")))
        .isInstanceOfSatisfying(
            Receipt.Never.class, never -> assertThat(never.why()).contains("no such user"));
  }

  @Test
  void aRefusedLoginWaitsAndLeaksNoPassword() {
    Mail mail = mail("ops@example.test", false, "127.0.0.1", "Qz7wrong", trusted());
    assertThat(mail.send(Parcels.of("m-6")))
        .isInstanceOfSatisfying(
            Receipt.Later.class,
            later -> {
              assertThat(later.why()).contains("refuses the login").doesNotContain("Qz7");
              assertThat(later.after()).contains(Duration.ofMinutes(5));
            });
  }

  @Test
  void aServerThatIsNotTrustedGetsNeitherPasswordNorMail() {
    Mail mail = mail("ops@example.test", false, "127.0.0.1", Exim.PASSWORD, Trust.SYSTEM);
    assertThat(mail.send(Parcels.of("m-7"))).isInstanceOf(Receipt.Later.class);
    Trust other = new Trust(Optional.empty(), Optional.of("0".repeat(64)));
    assertThat(
            mail("ops@example.test", true, "127.0.0.1", Exim.PASSWORD, other)
                .send(Parcels.of("m-7")))
        .isInstanceOf(Receipt.Later.class);
    assertThat(of("m-7")).isEmpty();
  }

  @Test
  void aServerOfAnotherNameIsNotTheOneThatWasMeant() {
    // 127.0.0.2 is this machine as well, but not in the certificate.
    Mail mail = mail("ops@example.test", true, "127.0.0.2", Exim.PASSWORD, trusted());
    assertThat(mail.send(Parcels.of("m-8"))).isInstanceOf(Receipt.Later.class);
    assertThat(of("m-8")).isEmpty();
  }

  @Test
  void aCheckLogsInAndSendsNothing() {
    int before = exim.mails().size();
    assertThat(mail("ops@example.test").check()).isEmpty();
    assertThat(mail("ops@example.test", true, "localhost", Exim.PASSWORD, trusted()).check())
        .isEmpty();
    assertThat(
            mail("ops@example.test", false, "127.0.0.1", "Qz7wrong", trusted())
                .check()
                .orElseThrow())
        .contains("refuses the login")
        .doesNotContain("Qz7");
    assertThat(mail("ops@example.test", true, "127.0.0.1", Exim.PASSWORD, Trust.SYSTEM).check())
        .as("a server that is not trusted")
        .isPresent();
    assertThat(exim.mails()).hasSize(before);
  }
}
