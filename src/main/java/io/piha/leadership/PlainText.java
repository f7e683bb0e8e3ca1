package io.piha.leadership;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The first look at a payload: size, UTF-8, control characters. */
final class PlainText {
  private static final int SHOWN = 60;

  private PlainText() {}

  /** Refuses what no text of ours can be. */
  static void check(byte[] payload, int limit) throws UnreadableException {
    if (payload.length == 0) {
      throw new UnreadableException("empty payload");
    }
    if (payload.length > limit) {
      throw new UnreadableException(
          "payload of %d bytes, limit %d".formatted(payload.length, limit));
    }
    boolean ascii = true;
    for (byte each : payload) {
      if (each < 0) {
        ascii = false;
      } else if (each < 0x20 && each != '\n' && each != '\r' && each != '\t') {
        throw new UnreadableException("control character 0x%02x in the payload".formatted(each));
      }
    }
    if (!ascii) {
      decode(payload);
    }
  }

  /** The payload as text. */
  static String decode(byte[] payload) throws UnreadableException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableException("not UTF-8");
    }
  }

  /** Whether the payload is meant as a JSON object. */
  static boolean looksLikeObject(byte[] payload) {
    for (byte each : payload) {
      if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
        return each == '{';
      }
    }
    return false;
  }

  /** A host's name as bare text or field: visible, without blanks, of bounded length. */
  static String hostName(String text) throws UnreadableException {
    String name = text.strip();
    if (name.isEmpty()) {
      throw new UnreadableException("no host named");
    }
    if (name.length() > Limits.HOST) {
      throw new UnreadableException("host name longer than " + Limits.HOST + " characters");
    }
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      if (Character.isWhitespace(each)
          || Character.isISOControl(each)
          || "{}[]\"".indexOf(each) >= 0) {
        throw new UnreadableException("not a host name: " + shown(name));
      }
    }
    return name;
  }

  /** A stranger's text, short enough for an error. */
  static String shown(String text) {
    String plain = text.strip();
    return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
  }
}
