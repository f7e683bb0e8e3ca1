package io.piha.leadership;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * Signed requests: HMAC-SHA256 (RFC 2104) under the operator's key, in lower-case hex, over topic,
 * payload, time and nonce, joined by line feeds. Says who asked, or why it does not count.
 */
public final class Signatures {
  /** How far the time of a request may be off, either way. */
  public static final Duration TOLERANCE = Duration.ofSeconds(60);

  private static final String ALGORITHM = "HmacSHA256";

  private final Map<String, String> keys;
  private final Predicate<String> firstTime;

  /**
   * Who may ask.
   *
   * @param keys each operator's shared key, by name
   * @param firstTime remembers a nonce on disk and says whether it is new; may block
   */
  public Signatures(Map<String, String> keys, Predicate<String> firstTime) {
    this.keys = Map.copyOf(keys);
    this.firstTime = firstTime;
  }

  /** What a signature is worth. */
  public sealed interface Verdict {
    /** Signed by that operator. */
    record Signed(String operator) implements Verdict {}

    /**
     * Does not count.
     *
     * @param claimed the operator it names, not verified; may be empty
     */
    record Refused(String claimed, String why) implements Verdict {}
  }

  /** Judges the user properties of a request. The nonce is used up only by a good signature. */
  public Verdict verify(
      String topic, byte[] payload, Iterable<UserProperty> properties, Instant now) {
    SignedBy by;
    try {
      by = SignedBy.read(properties);
    } catch (UnreadableException e) {
      return new Verdict.Refused("", e.why());
    }
    if (by.isAbsent()) {
      return new Verdict.Refused(
          by.operator(),
          "requests must be signed: user properties operator, at, nonce and signature");
    }
    String key = keys.get(by.operator());
    if (key == null) {
      return new Verdict.Refused(
          by.operator(), "unknown operator \"" + PlainText.shown(by.operator()) + "\"");
    }
    byte[] expected = bytes(sign(key, topic, payload, by.at(), by.nonce()));
    if (!MessageDigest.isEqual(expected, bytes(by.signature()))) {
      return new Verdict.Refused(by.operator(), "wrong signature");
    }
    return timely(by, now);
  }

  private Verdict timely(SignedBy by, Instant now) {
    Duration off;
    try {
      off = Duration.between(OffsetDateTime.parse(by.at()).toInstant(), now).abs();
    } catch (DateTimeParseException e) {
      return new Verdict.Refused(by.operator(), "\"at\" is not an RFC 3339 time");
    }
    if (off.compareTo(TOLERANCE) > 0) {
      return new Verdict.Refused(
          by.operator(),
          "signed %d s away from our clock, limit %d s: repeat it, or set the clocks"
              .formatted(off.toSeconds(), TOLERANCE.toSeconds()));
    }
    if (!firstTime.test(by.operator() + ":" + by.nonce())) {
      return new Verdict.Refused(by.operator(), "this nonce was used before");
    }
    return new Verdict.Signed(by.operator());
  }

  /** The signature of a request, for who asks. */
  public static String sign(String key, String topic, byte[] payload, String at, String nonce) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(bytes(topic));
    text.write('\n');
    text.writeBytes(payload);
    text.write('\n');
    text.writeBytes(bytes(at));
    text.write('\n');
    text.writeBytes(bytes(nonce));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(key), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
