package io.piha.poe.omada;

import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.Json;
import io.piha.poe.rest.RestAnswer;
import io.piha.poe.rest.RestCall;
import io.piha.poe.rest.RestClient;
import io.piha.site.SecretText;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** What both of Omada's APIs have in common: errors are told within a success. */
final class OmadaAnswer {
  private OmadaAnswer() {}

  /** {@code errorCode}; 0 is success. Empty when the answer is no such document. */
  static Optional<Integer> code(RestAnswer answer) {
    return answer
        .json()
        .filter(each -> each.path("errorCode").isNumber())
        .map(each -> each.path("errorCode").asInt());
  }

  /** The controller has no such path; surely nothing was done. */
  static final int UNSUPPORTED = -1600;

  static JsonNode result(RestClient.Round round, RestAnswer answer) throws SwitchTrouble {
    Optional<Integer> code = code(answer);
    if (!answer.isSuccess()) {
      throw round.status(answer, code.map(each -> "error " + each).orElse(""));
    }
    if (code.isEmpty()) {
      throw round.bad(
          answer.isWebPage()
              ? "a web page came instead of an answer; the session may have ended"
              : "the answer is none");
    }
    if (code.get() != 0) {
      throw round.refused("refused with " + words(code.get()) + message(answer));
    }
    return answer.json().orElseThrow().path("result");
  }

  private static String message(RestAnswer answer) {
    String said = answer.json().map(each -> Json.text(each, "msg")).orElse("");
    String brief = said.length() > 120 ? said.substring(0, 120) + "…" : said;
    return brief.isEmpty() ? "" : " (" + brief.replaceAll("\\p{Cntrl}", " ") + ")";
  }

  private static String words(int code) {
    return switch (code) {
      case -44106 -> "error -44106: the client's id or secret is invalid";
      case -44112 -> "error -44112: the access token has expired";
      case -44113 -> "error -44113: the access token is invalid";
      case -30109 -> "error -30109: wrong username or password";
      case -1005 -> "error -1005: forbidden";
      case -1505 -> "error -1505: no rights on this site";
      case UNSUPPORTED ->
          "error -1600: this controller does not offer that in its Open API; give username and"
              + " password besides";
      default -> "error " + code;
    };
  }

  /** The controller's own id, which begins all other paths. */
  static String controllerId(RestClient.Round round, SecretText address) throws SwitchTrouble {
    RestAnswer answer = round.send(RestCall.get(url(round, address, "/api/info")));
    String id = Json.text(result(round, answer), "omadacId");
    if (!isId(id)) {
      throw round.bad("it does not tell its omadacId");
    }
    return id;
  }

  /** Whether it may be put into a path as it is. */
  static boolean isId(String text) {
    return text.matches("[0-9A-Za-z-]{1,64}");
  }

  /** A MAC address as Omada writes it: {@code AA-BB-CC-DD-EE-FF}. */
  static String mac(String written) {
    String hex = written.replaceAll("[:.-]", "").toUpperCase(Locale.ROOT);
    return hex.matches("[0-9A-F]{12}") ? hex.replaceAll("(..)(?!$)", "$1-") : written;
  }

  static HttpUrl url(RestClient.Round round, SecretText address, String path) throws SwitchTrouble {
    HttpUrl base = HttpUrl.parse(address.reveal());
    HttpUrl url = base == null ? null : base.resolve(path);
    if (url == null) {
      throw round.refused("its address is none");
    }
    return url;
  }
}
