package io.piha.alert.channel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;

/** How one service wants a message, and what its answers mean. */
public interface Format {

  ObjectMapper JSON = new ObjectMapper();

  /**
   * A POST.
   *
   * @param url where to
   * @param body JSON
   */
  record Post(String url, String body, Map<String, String> headers) {

    public static Post json(String url, Object body) {
      return new Post(url, JSON.writeValueAsString(body), Map.of());
    }

    public Post with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Post(url, body, more);
    }

    byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** An answer; the body is cut at 64 KiB. */
  record Answer(int code, Optional<String> retryAfter, String body) {
    public boolean success() {
      return code >= 200 && code < 300;
    }
  }

  /** The address in the configuration, or as much of it as names the server. */
  String address();

  /** The request that carries the parcel. */
  Post post(Parcel parcel, Instant now);

  /**
   * A GET that changes nothing and is refused where a message would be.
   *
   * @param url where to
   */
  record Look(String url, Map<String, String> headers) {}

  /** How to see whether the credential is good; empty where the service has no way to ask. */
  default Optional<Look> look() {
    return Optional.empty();
  }

  /** A plainer request for the same, where the answer says that the first was not understood. */
  default Optional<Post> instead(Parcel parcel, Answer answer) {
    return Optional.empty();
  }

  /** What the answer means; by default a success is one. */
  default Receipt judge(Answer answer) {
    return Answers.usual(answer);
  }
}
