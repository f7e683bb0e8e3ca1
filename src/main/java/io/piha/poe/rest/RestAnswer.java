package io.piha.poe.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What came back, read to its end.
 *
 * @param headers names in lower case; the last of a name counts
 * @param cookies as {@code name=value}
 */
public record RestAnswer(int code, Map<String, String> headers, List<String> cookies, String body) {

  public RestAnswer {
    headers = Map.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  public boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The JSON document it holds; empty when it holds none. */
  public Optional<JsonNode> json() {
    return Json.read(body);
  }

  /** A page for people where a program expected an answer: often a login page. */
  public boolean isWebPage() {
    String start = body.stripLeading().toLowerCase(Locale.ROOT);
    return start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<head");
  }

  /** For people: what kind of answer it is, without its content. */
  public String brief() {
    return "status " + code + (isWebPage() ? ", a web page" : "");
  }

  /** Without the content, which may hold a token. */
  @Override
  public String toString() {
    return brief();
  }
}
