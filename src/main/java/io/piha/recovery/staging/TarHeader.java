package io.piha.recovery.staging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** The 512 bytes before each member of a tar, as POSIX.1-1988 has them and GNU writes them. */
final class TarHeader {

  static final int BLOCK = 512;

  private final byte[] block;
  private final long at;

  /**
   * @param at where it stands, for the words of an error
   * @throws TarBroken when its checksum is wrong
   */
  TarHeader(byte[] block, long at) throws TarBroken {
    this.block = block;
    this.at = at;
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
    }
    if (number(148, 8) != sum) {
      throw new TarBroken("this is no tar header: its checksum is wrong", at);
    }
  }

  static boolean isZero(byte[] block) {
    for (byte each : block) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  char type() {
    return (char) (block[156] & 0xff);
  }

  long size() throws TarBroken {
    long size = number(124, 12);
    if (size < 0) {
      throw new TarBroken("a tar header gives a size below zero", at);
    }
    return size;
  }

  /** The entry, with what an extended header before it says. */
  TarEntry entry(Map<String, String> extended) throws TarBroken {
    String prefix = text(345, 155);
    boolean posix = text(257, 6).equals("ustar");
    String plain = posix && !prefix.isEmpty() ? prefix + "/" + text(0, 100) : text(0, 100);
    TarEntry.Type type =
        switch (type()) {
          case '0', '\0', '7' -> TarEntry.Type.FILE;
          case '5' -> TarEntry.Type.FOLDER;
          case '2' -> TarEntry.Type.LINK;
          default -> TarEntry.Type.OTHER;
        };
    return new TarEntry(
        extended.getOrDefault("path", plain),
        type,
        size(extended),
        (int) (number(100, 8) & 07777),
        Instant.ofEpochSecond(Math.clamp(number(136, 12), 0, 253_402_300_799L)),
        type == TarEntry.Type.LINK ? extended.getOrDefault("linkpath", text(157, 100)) : "");
  }

  private long size(Map<String, String> extended) throws TarBroken {
    String written = extended.get("size");
    if (written == null) {
      return size();
    }
    try {
      long size = Long.parseLong(written);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Told below, with its place.
    }
    throw new TarBroken("an extended tar header gives no size that can be read", at);
  }

  private String text(int from, int longest) {
    int to = from;
    while (to < from + longest && block[to] != 0) {
      to++;
    }
    return new String(Arrays.copyOfRange(block, from, to), StandardCharsets.UTF_8);
  }

  /** Octal digits, or in GNU's form big-endian bytes behind a set first bit. */
  private long number(int from, int length) throws TarBroken {
    if ((block[from] & 0x80) != 0) {
      long value = block[from] & 0x7f;
      for (int i = from + 1; i < from + length; i++) {
        if (value > Long.MAX_VALUE >> 8) {
          throw new TarBroken("a tar header holds a number that is too large", at);
        }
        value = (value << 8) | (block[i] & 0xff);
      }
      return value;
    }
    long value = 0;
    for (int i = from; i < from + length; i++) {
      int digit = block[i];
      if (digit >= '0' && digit <= '7') {
        value = (value << 3) | (digit - '0');
      } else if (digit != ' ' && digit != 0) {
        throw new TarBroken("a tar header holds a number that is none", at);
      }
    }
    return value;
  }
}
