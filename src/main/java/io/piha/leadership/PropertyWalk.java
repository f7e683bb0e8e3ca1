package io.piha.leadership;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Steps over the properties of an MQTT 5 packet (MQTT 5.0, section 2.2.2.2). */
final class PropertyWalk {
  static final int RECEIVE_MAXIMUM = 0x21;
  static final int TOPIC_ALIAS_MAXIMUM = 0x22;

  /** What cannot be stepped over. */
  static final int BROKEN = -1;

  private PropertyWalk() {}

  /** Where the property at that place ends, or {@link #BROKEN}. */
  static int end(byte[] buffer, int at, int limit) {
    int end =
        switch (buffer[at]) {
          case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2a -> at + 2;
          case 0x13, 0x21, 0x22, 0x23 -> at + 3;
          case 0x02, 0x11, 0x18, 0x27 -> at + 5;
          case 0x0b -> varint(buffer, at + 1, limit);
          case 0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f -> sized(buffer, at + 1, limit);
          case 0x26 -> {
            int key = sized(buffer, at + 1, limit);
            yield key == BROKEN ? BROKEN : sized(buffer, key, limit);
          }
          default -> BROKEN;
        };
    return end > limit ? BROKEN : end;
  }

  private static int sized(byte[] buffer, int at, int limit) {
    return at + 2 > limit ? BROKEN : at + 2 + unsigned(buffer, at);
  }

  /** Where a variable byte integer ends. */
  static int varint(byte[] buffer, int at, int limit) {
    for (int i = at; i < Math.min(limit, at + 4); i++) {
      if (buffer[i] >= 0) {
        return i + 1;
      }
    }
    return BROKEN;
  }

  /** A variable byte integer's value. */
  static int varintValue(byte[] buffer, int at, int end) {
    int value = 0;
    for (int i = end - 1; i >= at; i--) {
      value = (value << 7) | (buffer[i] & 0x7f);
    }
    return value;
  }

  static int unsigned(byte[] buffer, int at) {
    return ((buffer[at] & 0xff) << 8) | (buffer[at + 1] & 0xff);
  }

  /** Whether the client library can read this property of a publication. */
  static boolean harmless(byte[] buffer, int at, int end) {
    return switch (buffer[at]) {
      case 0x01, 0x02, 0x0b -> true;
      case 0x09 -> unsigned(buffer, at + 1) <= Short.MAX_VALUE;
      case 0x03, 0x08 -> text(buffer, at + 3, end);
      case 0x26 -> {
        int value = at + 3 + unsigned(buffer, at + 1);
        yield text(buffer, at + 3, value) && text(buffer, value + 2, end);
      }
      default -> false;
    };
  }

  private static boolean text(byte[] buffer, int from, int to) {
    boolean ascii = true;
    for (int i = from; i < to; i++) {
      ascii &= buffer[i] >= 0x20 && buffer[i] < 0x7f;
    }
    return ascii || unicode(buffer, from, to);
  }

  private static boolean unicode(byte[] buffer, int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(buffer, from, to - from))
          .codePoints()
          .noneMatch(each -> Character.isISOControl(each) || nonCharacter(each));
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean nonCharacter(int codePoint) {
    return (codePoint & 0xfffe) == 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
  }
}
