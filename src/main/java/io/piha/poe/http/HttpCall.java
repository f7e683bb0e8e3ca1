package io.piha.poe.http;

import io.piha.site.SecretText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request to a switch; {@code {port}} in address and body stands for the port.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param url where
 * @param headers sent along
 * @param body sent along
 */
public record HttpCall(
    String method, SecretText url, Map<String, SecretText> headers, Optional<SecretText> body) {

  public HttpCall {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
