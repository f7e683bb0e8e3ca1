package io.piha.alert.channel;

import io.piha.alert.rules.Message;
import io.piha.engine.Rfc3339;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;

/** A message as a mail: text and HTML, threaded by incident. */
final class MailText {
  private static final String DOMAIN = "piha.invalid";

  private MailText() {}

  static MimeMessage of(Session session, Parcel parcel) throws MessagingException {
    Message message = parcel.message();
    MimeMessage mail = new Numbered(session, id(parcel));
    mail.setSubject(subject(parcel), "UTF-8");
    mail.setSentDate(Date.from(message.at()));
    mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834
    mail.setHeader("X-Auto-Response-Suppress", "All");
    if (parcel.urgent()) {
      mail.setHeader("Importance", "high");
      mail.setHeader("X-Priority", "1");
    }
    if (!message.first()) {
      mail.setHeader("In-Reply-To", root(parcel));
      mail.setHeader("References", root(parcel));
    }
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(part(plain(parcel), "plain"));
    both.addBodyPart(part(html(parcel), "html"));
    mail.setContent(both);
    return mail;
  }

  /** The first of a thread has the thread's own id, so that the others can name it. */
  private static String id(Parcel parcel) {
    return parcel.message().first() ? root(parcel) : "<" + parcel.id() + "@" + DOMAIN + ">";
  }

  private static String root(Parcel parcel) {
    return "<" + parcel.thread() + "@" + DOMAIN + ">";
  }

  private static String subject(Parcel parcel) {
    String mark = parcel.urgent() ? "CRITICAL " : "";
    return mark + parcel.headline();
  }

  private static MimeBodyPart part(String text, String kind) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, "UTF-8", kind);
    return part;
  }

  private static String plain(Parcel parcel) {
    return parcel.headline()
        + "\n\n"
        + parcel.message().text()
        + "\n\n-- \n"
        + Words.footer(parcel)
        + "\nPiHA, site "
        + parcel.site()
        + ", message "
        + parcel.id()
        + "\n";
  }

  private static String html(Parcel parcel) {
    StringBuilder lines = new StringBuilder();
    String[] text = parcel.message().text().split("\n", -1);
    for (int i = 0; i < text.length; i++) {
      String style =
          i == 0
              ? "margin:0 0 12px;font-size:16px"
              : text[i].startsWith("What to do:")
                  ? "margin:12px 0 0;padding:8px 12px;background:#eef4fb;border-radius:6px"
                  : "margin:0 0 4px;color:#555";
      lines.append("<p style=\"").append(style).append("\">");
      lines.append(escape(text[i])).append("</p>\n");
    }
    String colour =
        switch (parcel.weight()) {
          case "resolved" -> "#1a7f37";
          case "critical" -> "#b3151f";
          case "warning" -> "#8a5a00";
          default -> "#57606a";
        };
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
    <body style="margin:0;padding:16px;background:#fff;color:#1f2328;font:15px/1.45 sans-serif">
    <div style="max-width:640px;border-left:4px solid %s;padding:4px 0 4px 16px">
    <p style="margin:0 0 4px;color:%s;font-weight:bold">%s</p>
    <h1 style="margin:0 0 12px;font-size:20px">%s</h1>
    %s<p style="margin:16px 0 0;color:#777;font-size:13px">%s · site %s · <time>%s</time></p>
    </div></body></html>
    """
        .formatted(
            escape(parcel.headline()),
            colour,
            colour,
            escape(parcel.weight()),
            escape(parcel.message().title()),
            lines,
            escape(Words.footer(parcel)),
            escape(parcel.site()),
            Rfc3339.text(parcel.message().at()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A mail that keeps the id it was given: a mail that is sent again is the same mail. */
  private static final class Numbered extends MimeMessage {
    private final String id;

    Numbered(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
