package io.piha.poe.rest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * One request. Its address and headers may hold secrets and are never shown.
 *
 * @param body sent along, in UTF-8
 */
public record RestCall(
    String method, HttpUrl url, Map<String, String> headers, Optional<String> body) {

  public RestCall {
    headers = Map.copyOf(headers);
  }

  public static RestCall get(HttpUrl url) {
    return new RestCall("GET", url, Map.of(), Optional.empty());
  }

  /** A request with a JSON document. */
  public static RestCall json(String method, HttpUrl url, Object document) {
    return new RestCall(
        method, url, Map.of("Content-Type", "application/json"), Optional.of(Json.write(document)));
  }

  /** The same with one more header. */
  public RestCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new RestCall(method, url, more, body);
  }

  Request request() {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("Accept-Encoding", "identity")
            .header("Connection", "close")
            .header("User-Agent", "PiHA");
    headers.forEach(request::header);
    boolean wantsBody = !method.equals("GET") && !method.equals("DELETE");
    RequestBody sent = body.isPresent() || wantsBody ? new Once(body.orElse("")) : null;
    return request.method(method, sent).build();
  }

  /** A body that the library may not send a second time, whatever the answer. */
  private static final class Once extends RequestBody {
    private final byte[] bytes;

    Once(String text) {
      bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable MediaType contentType() {
      return null;
    }

    @Override
    public long contentLength() {
      return bytes.length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws java.io.IOException {
      sink.write(bytes);
    }
  }

  /** Method and path; the query may hold a secret. */
  @Override
  public String toString() {
    return method + " " + url.host() + url.encodedPath();
  }
}
