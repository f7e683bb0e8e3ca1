package io.piha.site;

import java.util.Optional;

/** How the answer to a probe is judged: by its content, because a status code alone can lie. */
public enum ProbeKind {
  /** The Home Assistant observer's page: it must say that the Supervisor is connected. */
  OBSERVER,
  /** Core's own API: it must answer as a running Core does. Wants a token. */
  CORE,
  /** Core's {@code /manifest.json}, which needs no token. */
  MANIFEST,
  /** Anything else: a 2xx answer is life. */
  HTTP;

  /**
   * The likely kind, by the address: port 4357 or a path of the Supervisor is the observer, a path
   * under {@code /api/} is Core, {@code /manifest.json} the manifest.
   */
  public static ProbeKind guess(String url) {
    Optional<Address> address = Address.parse(url);
    String path = address.map(each -> each.rest().replaceFirst("[?#].*", "")).orElse("");
    if (path.endsWith("/manifest.json")) {
      return MANIFEST;
    }
    if (address.map(Address::port).orElse(-1) == 4357 || path.startsWith("/supervisor/")) {
      return OBSERVER;
    }
    return path.equals("/api") || path.startsWith("/api/") ? CORE : HTTP;
  }
}
