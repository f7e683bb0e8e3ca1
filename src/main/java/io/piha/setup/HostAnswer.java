package io.piha.setup;

import java.util.regex.Pattern;

/**
 * A Home Assistant host.
 *
 * @param name as it calls itself in its heartbeats
 * @param url where its Core answers, such as {@code http://192.168.1.10:8123}
 * @param token a long-lived access token; blank asks only what needs none
 * @param observer where Home Assistant OS watches its Supervisor, such as {@code
 *     http://192.168.1.10:4357}; blank where there is none
 * @param port the switch port that powers it; blank where none does
 */
public record HostAnswer(String name, String url, String token, String observer, String port) {
  private static final Pattern TAIL =
      Pattern.compile("(/api/?|/manifest\\.json|/supervisor/ping|/lovelace.*)?/*$");

  /** Stands in for a host that was not asked for yet. */
  static final HostAnswer LATER = new HostAnswer("haos", "http://127.0.0.1:8123", "", "", "");

  /** Its Core's address and nothing behind it; blank where it is not known. */
  String core() {
    return base(url);
  }

  /** Where its Core is asked; blank where its address is not known. */
  String coreProbe() {
    String base = base(url);
    return base.isEmpty() ? "" : base + (token.isBlank() ? "/manifest.json" : "/api/");
  }

  /** Where its observer is asked; blank where it has none. */
  String observerProbe() {
    String base = base(observer);
    return base.isEmpty() ? "" : base + "/supervisor/ping";
  }

  private static String base(String address) {
    return TAIL.matcher(address.strip()).replaceFirst("");
  }

  HostAnswer withoutPort() {
    return new HostAnswer(name, url, token, observer, "");
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "HostAnswer[" + name + ", " + url + "]";
  }
}
