package io.piha.site;

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
    headers = Ordered.copy(headers);
  }
}
