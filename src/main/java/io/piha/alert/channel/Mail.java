package io.piha.alert.channel;

import io.piha.engine.NameLookup;
import io.piha.engine.TlsTrust;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one receiver over a submission server, never in clear: STARTTLS is required where TLS
 * is not implicit, and the server's name must be that of its certificate.
 *
 * <p>4xx is tried again, 5xx is not (RFC 5321, 4.2.1); a refused login is tried again after a
 * while, so that nothing is lost over a password that was changed.
 */
final class Mail implements Channel {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AFTER_LOGIN = Duration.ofMinutes(5);

  private final EmailAlert settings;
  private final String to;
  private final NameLookup names;

  Mail(EmailAlert settings, String to, NameLookup names) {
    this.settings = settings;
    this.to = to;
    this.names = names;
  }

  @Override
  public Receipt send(Parcel parcel) {
    try {
      names.find(settings.server().host(), PATIENCE); // within a bound, which the library has not
      Session session = Session.getInstance(properties());
      MimeMessage mail = MailText.of(session, parcel);
      mail.setFrom(new InternetAddress(settings.from()));
      mail.setRecipient(RecipientType.TO, new InternetAddress(to));
      mail.saveChanges();
      try (Transport transport = session.getTransport(protocol())) {
        connect(transport);
        transport.sendMessage(mail, mail.getAllRecipients());
      }
      return new Receipt.Taken();
    } catch (MessagingException | IOException | GeneralSecurityException e) {
      return failed(e);
    }
  }

  /** Logs in and goes; whether this receiver exists, a server says only to a mail. */
  @Override
  public Optional<String> check() {
    try {
      names.find(settings.server().host(), PATIENCE);
      try (Transport transport = Session.getInstance(properties()).getTransport(protocol())) {
        connect(transport);
      }
      return Optional.empty();
    } catch (MessagingException | IOException | GeneralSecurityException e) {
      return failed(e).trouble();
    }
  }

  private void connect(Transport transport) throws MessagingException {
    transport.connect(
        settings.server().host(),
        settings.server().port(),
        settings.username().map(each -> each.reveal()).orElse(null),
        settings.password().map(each -> each.reveal()).orElse(null));
  }

  private Receipt failed(Exception failure) {
    String where = settings.server().toString();
    return switch (failure) {
      case UnknownHostException unknown -> new Receipt.Later(String.valueOf(unknown.getMessage()));
      case AuthenticationFailedException login ->
          new Receipt.Later(
              where + " refuses the login" + Answers.said(String.valueOf(login.getMessage())),
              Optional.of(AFTER_LOGIN));
      case MessagingException mail -> judge(mail, where);
      default -> new Receipt.Later("TLS cannot be set up: " + failure.getMessage());
    };
  }

  private static Receipt judge(MessagingException failure, String where) {
    for (Exception each = failure; each != null; each = next(each)) {
      int code =
          switch (each) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            default -> 0;
          };
      if (code != 0) {
        return ofCode(code, where, each);
      }
    }
    if (failure instanceof SMTPSendFailedException send) {
      return ofCode(send.getReturnCode(), where, send);
    }
    if (failure instanceof MailConnectException) {
      return new Receipt.Later(where + " cannot be reached" + cause(failure));
    }
    return new Receipt.Later(
        where + " failed" + Answers.said(String.valueOf(failure.getMessage())) + cause(failure));
  }

  private static @Nullable Exception next(Exception of) {
    return of instanceof MessagingException mail ? mail.getNextException() : null;
  }

  private static Receipt ofCode(int code, String where, Exception said) {
    String why = where + " answered" + Answers.said(String.valueOf(said.getMessage()));
    return code >= 500 ? new Receipt.Never(why) : new Receipt.Later(why);
  }

  private static String cause(MessagingException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? "" : Answers.said(String.valueOf(cause.getMessage()));
  }

  private String protocol() {
    return settings.implicitTls() ? "smtps" : "smtp";
  }

  private Properties properties() throws GeneralSecurityException, IOException {
    String prefix = "mail." + protocol() + ".";
    String millis = Long.toString(PATIENCE.toMillis());
    boolean pinned = settings.trust().fingerprint().isPresent();
    SSLContext tls = TlsTrust.context(settings.trust());
    Properties all = new Properties();
    all.put(prefix + "connectiontimeout", millis);
    all.put(prefix + "timeout", millis);
    all.put(prefix + "writetimeout", millis);
    all.put(prefix + "ssl.socketFactory", tls.getSocketFactory());
    all.put(prefix + "ssl.checkserveridentity", Boolean.toString(!pinned));
    all.put(prefix + "starttls.enable", "true");
    all.put(prefix + "starttls.required", Boolean.toString(!settings.implicitTls()));
    all.put(prefix + "auth", Boolean.toString(settings.username().isPresent()));
    all.put(prefix + "quitwait", "false");
    all.put("mail.mime.allowutf8", "false");
    return all;
  }
}
