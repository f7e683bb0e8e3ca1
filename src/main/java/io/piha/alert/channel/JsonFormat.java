package io.piha.alert.channel;

import io.piha.alert.rules.Message;
import io.piha.engine.Rfc3339;
import io.piha.site.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Our own JSON, for programs. Signed where there is a secret: {@code X-Piha-Signature} over id,
 * time and body, which a replay cannot satisfy; {@code X-Hub-Signature-256} over the body alone,
 * which many receivers know how to check.
 */
record JsonFormat(String url, Optional<Secret> secret) implements Format {

  @Override
  public String address() {
    return url;
  }

  @Override
  public Post post(Parcel parcel, Instant now) {
    Post post =
        Post.json(url, fields(parcel))
            .with("X-Piha-Event", parcel.message().kind())
            .with("X-Piha-Delivery", parcel.id());
    if (secret.isEmpty()) {
      return post;
    }
    String at = Long.toString(now.getEpochSecond());
    byte[] head = (parcel.id() + "." + at + ".").getBytes(StandardCharsets.UTF_8);
    return post.with("X-Piha-Timestamp", at)
        .with("X-Piha-Signature", "sha256=" + hmac(secret.get(), head, post.bytes()))
        .with("X-Hub-Signature-256", "sha256=" + hmac(secret.get(), post.bytes()));
  }

  static Map<String, @Nullable Object> fields(Parcel parcel) {
    Message message = parcel.message();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", parcel.id());
    fields.put("incident", message.incident());
    fields.put("severity", message.severity().word());
    fields.put("kind", message.kind());
    fields.put("service", message.service());
    fields.put("host", message.host());
    fields.put("at", Rfc3339.text(message.at()));
    fields.put("title", message.title());
    fields.put("text", message.text());
    fields.put("resolved", message.resolved());
    fields.put("site", parcel.site());
    fields.put("thread", parcel.thread());
    return fields;
  }

  private static String hmac(Secret key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
    }
  }
}
