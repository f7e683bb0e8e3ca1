package io.piha.report;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A report under construction: one self-contained page that is XHTML, so that it prints too. Words
 * from outside may be anything; what XML does not allow becomes a blank.
 */
public final class Sheet {

  private static final int LONGEST_FIGURE = 14;

  /**
   * A PDF's own fonts know Latin letters only; where this one is there, it is used and embedded.
   */
  private static final Path ALL_LETTERS =
      Path.of("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf");

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Html html = new Html();

  /** An empty one of that title. */
  public Sheet(String title) {
    html.tag("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>");
    html.tag("<meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width\"/>");
    html.tag("<title>")
        .text(printable(title))
        .tag("</title><style>")
        .tag(style())
        .tag("</style></head><body>");
    html.tag("<h1>").text(printable(title)).tag("</h1>");
  }

  /** Begins a chapter. */
  public Sheet chapter(String name) {
    html.tag("<h2>").text(name).tag("</h2>");
    return this;
  }

  /**
   * A paragraph.
   *
   * @param style empty, or {@code truth}, {@code bad} and {@code soft}, also several of them
   */
  public Sheet paragraph(String style, String words) {
    html.element("p", style, printable(words));
    return this;
  }

  /** Begins a table; {@link #end} ends it. */
  public Sheet tableOf(String... heads) {
    html.tag("<table><thead><tr>");
    for (String each : heads) {
      html.tag("<th>").text(each).tag("</th>");
    }
    html.tag("</tr></thead><tbody>");
    return this;
  }

  /**
   * A row of the table.
   *
   * @param style empty, or {@code bad}, {@code note} or {@code act}
   */
  public Sheet row(String style, String... cells) {
    cells(style, cells);
    html.tag("</tr>");
    return this;
  }

  /**
   * A row that ends with a bar.
   *
   * @param share how long the bar is, of its column; from 0 to 1
   */
  public Sheet rowWithBar(String style, double share, String... cells) {
    cells(style, cells);
    long percent = Math.round(Math.clamp(share, 0, 1) * 100);
    html.tag("<td class=\"bar\"><div style=\"width: " + percent + "%\"></div></td></tr>");
    return this;
  }

  private void cells(String style, String... cells) {
    html.tag("<tr class=\"").text(style).tag("\">");
    for (String each : cells) {
      String text = printable(each);
      html.tag(isFigure(text) ? "<td class=\"figure\">" : "<td>").text(text).tag("</td>");
    }
  }

  /** A time or a duration; it is read in one piece. */
  private static boolean isFigure(String text) {
    return text.length() <= LONGEST_FIGURE && !text.isEmpty() && Character.isDigit(text.charAt(0));
  }

  /** Ends the table. */
  public Sheet end() {
    html.tag("</tbody></table>");
    return this;
  }

  /** The page as HTML. */
  public String page() {
    return html + "</body></html>\n";
  }

  /** The page as PDF, A4. */
  public byte[] pdf() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
    write(out);
    return out.toByteArray();
  }

  private void write(OutputStream out) throws IOException {
    XRLog.setLoggingEnabled(false); // it tells of its own speed on the terminal
    PdfRendererBuilder builder = new PdfRendererBuilder();
    // Nothing is fetched: the page has no outside asset, and words from outside must name none.
    builder.useUriResolver((_, _) -> null);
    if (Files.isReadable(ALL_LETTERS)) {
      builder.useFont(ALL_LETTERS.toFile(), "all letters");
    }
    builder.withHtmlContent(page(), null);
    builder.withProducer("PiHA");
    builder.toStream(out);
    builder.run();
  }

  /** XML allows no other control characters, not even escaped. */
  private static String printable(String words) {
    return words.replaceAll("[\\p{Cntrl}&&[^\n\t]]|[\\uFFFE\\uFFFF]", " ");
  }

  /** A span of time with a tenth of a second, as a person reads it. */
  public static String span(Duration span) {
    double seconds = span.toMillis() / 1000.0;
    if (seconds < 600) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  /** A time in UTC, with milliseconds. */
  public static String clock(Instant at) {
    return CLOCK.format(at);
  }

  private static String style() {
    try (InputStream in = Sheet.class.getResourceAsStream("sheet.css")) {
      if (in == null) {
        throw new IllegalStateException("sheet.css is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
