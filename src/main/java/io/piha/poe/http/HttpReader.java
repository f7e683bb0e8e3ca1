package io.piha.poe.http;

import io.piha.site.Addresses;
import io.piha.site.Fields;
import io.piha.site.SecretText;
import io.piha.site.SwitchDriver;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import io.piha.site.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a switch with driver {@code http}, which is told by requests written out in full. */
final class HttpReader {
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  private HttpReader() {}

  static Optional<HttpConfig> read(Fields fields, SwitchDriver.Common common) {
    Optional<HttpCall> on = fields.section("on").flatMap(HttpReader::act);
    Optional<HttpCall> off = fields.section("off").flatMap(HttpReader::act);
    Optional<HttpCall> cycle = fields.section("cycle").flatMap(HttpReader::act);
    Optional<HttpStatus> status = fields.section("status").flatMap(HttpReader::status);
    Trust trust = TlsReader.trust(fields);
    boolean hasOn = fields.isWritten("on");
    if (hasOn != fields.isWritten("off")) {
      fields.error(
          hasOn ? "off" : "on",
          "is missing, and " + (hasOn ? "on" : "off") + " alone is of no use",
          "describe both");
    } else if (!hasOn && !fields.isWritten("cycle")) {
      fields.error("on", "the switch can be told nothing", "describe on and off, or cycle");
    }
    return Optional.of(
        new HttpConfig(
            common.name(),
            on,
            off,
            cycle,
            status,
            trust,
            common.deadline(),
            common.neverAsWritten()));
  }

  private static Optional<HttpCall> act(Fields fields) {
    Optional<HttpCall> call = call(fields, "POST");
    fields.done();
    return call;
  }

  private static Optional<HttpStatus> status(Fields fields) {
    Optional<HttpCall> call = call(fields, "GET");
    Optional<Pattern> on =
        fields
            .require("on_when", "write a regular expression found in the answer when on")
            .flatMap(HttpReader::expression);
    Optional<Pattern> off =
        fields
            .require("off_when", "write a regular expression found in the answer when off")
            .flatMap(HttpReader::expression);
    fields.done();
    return call.isPresent() && on.isPresent() && off.isPresent()
        ? Optional.of(new HttpStatus(call.get(), on.get(), off.get()))
        : Optional.empty();
  }

  private static Optional<HttpCall> call(Fields fields, String usual) {
    Optional<Value> written = fields.take("method");
    String method = written.flatMap(Value::text).orElse(usual);
    if (!METHODS.contains(method)) {
      written.orElseThrow().notOneOf(METHODS);
    }
    Optional<SecretText> url =
        fields
            .require("url", "write http://host/path, with {port} for the port")
            .flatMap(Addresses::web);
    Map<String, SecretText> headers =
        fields.section("headers").map(HttpReader::headers).orElse(Map.of());
    Optional<SecretText> body = fields.take("body").flatMap(Value::secretText);
    return url.map(each -> new HttpCall(method, each, headers, body));
  }

  private static Map<String, SecretText> headers(Fields fields) {
    Map<String, SecretText> headers = new LinkedHashMap<>();
    fields
        .free()
        .forEach(
            (name, value) -> {
              if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
                value.error("no header can be named so", "write a name such as X-Api-Key");
              }
              value
                  .secretLine()
                  .ifPresent(text -> headers.put(name, SecretText.of(text.reveal(), "<header>")));
            });
    return headers;
  }

  private static Optional<Pattern> expression(Value value) {
    Optional<String> text = value.text();
    try {
      return text.map(Pattern::compile);
    } catch (PatternSyntaxException _) {
      value.error("is no regular expression", "mend it, in the syntax of java.util.regex");
      return Optional.empty();
    }
  }
}
