package io.piha.recovery.staging;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a tar from its first header to the two zero blocks that end it. What merely stops is
 * broken: a transfer that was cut off, or a decryption that failed behind an answer that had
 * already said 200, looks like that and like nothing else.
 */
public final class TarWalk {

  private static final int BLOCK = TarHeader.BLOCK;
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int MOST_ENTRIES = 5_000_000;

  private final InputStream in;
  private long at;

  private TarWalk(InputStream in) {
    this.in = in;
  }

  /** Told each member; what it leaves unread of the content is passed over. */
  public interface Visitor {
    /** The content ends with the member. */
    void entry(TarEntry entry, InputStream content) throws IOException;
  }

  /**
   * What was seen.
   *
   * @param bytes all of them, padding included
   */
  public record Seen(long bytes, int entries) {}

  /**
   * Reads to the very end of the stream.
   *
   * @throws TarBroken when it is not whole
   */
  public static Seen through(InputStream in, Visitor visitor) throws IOException {
    return new TarWalk(in).walk(visitor);
  }

  private Seen walk(Visitor visitor) throws IOException {
    Map<String, String> extended = new HashMap<>();
    int entries = 0;
    while (true) {
      byte[] block = block("the next header");
      if (TarHeader.isZero(block)) {
        end();
        return new Seen(at, entries);
      }
      TarHeader header = new TarHeader(block, at - BLOCK);
      switch (header.type()) {
        case 'x' -> extended.putAll(pairs(small(header)));
        case 'g' -> pairs(small(header));
        case 'L' -> extended.put("path", untilZero(small(header)));
        case 'K' -> extended.put("linkpath", untilZero(small(header)));
        default -> {
          if (++entries > MOST_ENTRIES) {
            throw new TarBroken("more than " + MOST_ENTRIES + " members", at);
          }
          TarEntry entry = header.entry(extended);
          extended.clear();
          member(entry, visitor);
        }
      }
    }
  }

  private void member(TarEntry entry, Visitor visitor) throws IOException {
    boolean filled = entry.type() == TarEntry.Type.FILE || entry.type() == TarEntry.Type.OTHER;
    long length = filled ? entry.bytes() : 0;
    Content content = new Content(length, entry.name());
    visitor.entry(entry, content);
    content.passOver();
    padding(length);
  }

  private void padding(long length) throws IOException {
    leap((BLOCK - length % BLOCK) % BLOCK, "the padding");
  }

  /** The second zero block, and after it nothing but zeros up to the end. */
  private void end() throws IOException {
    if (!TarHeader.isZero(block("the second of the two blocks that end a tar"))) {
      throw new TarBroken("a single zero block in the middle", at);
    }
    byte[] rest = new byte[8192];
    for (int n = in.read(rest); n >= 0; n = in.read(rest)) {
      for (int i = 0; i < n; i++) {
        if (rest[i] != 0) {
          throw new TarBroken("something follows the end of the tar", at + i);
        }
      }
      at += n;
    }
  }

  private byte[] block(String what) throws IOException {
    byte[] block = in.readNBytes(BLOCK);
    if (block.length < BLOCK) {
      throw new TarBroken("it ends before " + what, at + block.length);
    }
    at += BLOCK;
    return block;
  }

  private byte[] small(TarHeader header) throws IOException {
    if (header.size() > LONGEST_HEADER) {
      throw new TarBroken("an extended header longer than " + LONGEST_HEADER + " bytes", at);
    }
    byte[] bytes = in.readNBytes((int) header.size());
    if (bytes.length < header.size()) {
      throw new TarBroken("it ends inside an extended header", at + bytes.length);
    }
    at += bytes.length;
    padding(bytes.length);
    return bytes;
  }

  private static String untilZero(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** {@code LENGTH KEY=VALUE\n}, as pax writes them; the length counts the whole record. */
  private Map<String, String> pairs(byte[] bytes) throws TarBroken {
    Map<String, String> pairs = new HashMap<>();
    int from = 0;
    while (from < bytes.length && bytes[from] != 0) {
      int space = from;
      int length = 0;
      while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9' && length < 1e7) {
        length = length * 10 + bytes[space++] - '0';
      }
      boolean fits = length > space - from + 1 && from + length <= bytes.length;
      if (space == from || !fits || bytes[space] != ' ' || bytes[from + length - 1] != '\n') {
        throw new TarBroken("an extended header that cannot be read", at);
      }
      String text = new String(bytes, space + 1, from + length - space - 2, StandardCharsets.UTF_8);
      int equals = text.indexOf('=');
      if (equals > 0) {
        pairs.put(text.substring(0, equals), text.substring(equals + 1));
      }
      from += length;
    }
    return pairs;
  }

  private void leap(long bytes, String what) throws IOException {
    try {
      in.skipNBytes(bytes);
      at += bytes;
    } catch (EOFException e) {
      throw new TarBroken("it ends inside " + what, at);
    }
  }

  /** A member's content, which fails when the tar ends too early. */
  private final class Content extends InputStream {
    private final String name;
    private long left;

    Content(long left, String name) {
      this.left = left;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(into, from, (int) Math.min(length, left));
      if (n < 0) {
        throw new TarBroken("it ends inside " + brief(name), at);
      }
      left -= n;
      at += n;
      return n;
    }

    void passOver() throws IOException {
      long rest = left;
      left = 0;
      leap(rest, brief(name));
    }
  }

  private static String brief(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= 120 ? plain : plain.substring(0, 120) + "…";
  }
}
