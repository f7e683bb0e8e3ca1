package io.piha.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a text file within a limit. */
final class TextFile {
  private TextFile() {}

  /** Its text; nothing when it is too large or not UTF-8, which is reported. */
  static Optional<String> read(Path file, Report report) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(YamlParser.MOST_CHARACTERS + 1);
    }
    if (bytes.length > YamlParser.MOST_CHARACTERS) {
      report.error(
          new Origin(file.toString(), 0, 0),
          "",
          "is larger than 1 MiB",
          "a configuration is a few kilobytes");
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(in, out, true);
    out.flip();
    String text = out.toString();
    if (result.isError()) {
      String[] lines = text.split("\n", -1);
      String last = lines[lines.length - 1];
      report.error(
          new Origin(file.toString(), lines.length, last.codePointCount(0, last.length()) + 1),
          "",
          "is not UTF-8 from here on",
          "save the file as UTF-8");
      return Optional.empty();
    }
    return Optional.of(text);
  }
}
