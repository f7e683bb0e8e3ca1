package io.piha.monitor;

import io.piha.site.ProbeKind;

/** Judges an answer by the kind of its probe. */
final class Judge {
  private final CoreAnswer core = new CoreAnswer();

  Finding judge(ProbeKind kind, Answer answer, boolean withToken) {
    int code = answer.code();
    if (answer.isSuccess()) {
      return content(kind, answer);
    }
    if (code == 401) {
      return Finding.unknown(
          withToken ? "401: token rejected" : "401: a token is needed for a verdict");
    }
    if (code == 403) {
      return Finding.unknown("403: our address is banned or the token has no right");
    }
    String told = "HTTP " + code;
    if (answer.isRedirect()) {
      return Finding.down(told + ": redirects to " + Finding.brief(answer.location(), 80));
    }
    return Finding.down(
        switch (kind) {
          case OBSERVER -> told + " from the observer";
          case MANIFEST -> told + " for the manifest";
          case CORE, HTTP -> told;
        });
  }

  private Finding content(ProbeKind kind, Answer answer) {
    return switch (kind) {
      case OBSERVER -> ObserverPage.judge(answer.text());
      case CORE -> core.judge(answer);
      case MANIFEST ->
          core.read(answer.text()).isEmpty()
              ? Finding.down("answers, but not with a manifest")
              : Finding.up("Core serves its manifest");
      case HTTP -> Finding.up("HTTP " + answer.code());
    };
  }
}
