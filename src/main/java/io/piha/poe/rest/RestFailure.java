package io.piha.poe.rest;

import io.piha.poe.SwitchTrouble;
import io.piha.poe.SwitchTrouble.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What a failed exchange means, in words that hold nothing of what was sent. */
final class RestFailure {
  private static final int MOST_CAUSES = 16;

  private RestFailure() {}

  static SwitchTrouble of(String tried, IOException failure, Duration patience) {
    Throwable each = failure;
    for (int i = 0; each != null && i < MOST_CAUSES; i++) {
      SwitchTrouble told = one(tried, each, patience);
      if (told != null) {
        return told;
      }
      each = each.getCause();
    }
    return silent(tried, "the connection failed");
  }

  private static @Nullable SwitchTrouble one(String tried, Throwable failure, Duration patience) {
    return switch (failure) {
      case UnknownHostException e -> silent(tried, String.valueOf(e.getMessage()));
      case NoRouteToHostException _ -> silent(tried, "no route to it");
      case CertificateException e -> distrust(tried, String.valueOf(e.getMessage()));
      case CertPathValidatorException e -> distrust(tried, String.valueOf(e.getMessage()));
      case SSLPeerUnverifiedException _ -> distrust(tried, "it bears another name");
      case SSLException e ->
          e.getCause() instanceof CertificateException
              ? null
              : new SwitchTrouble(Kind.REFUSED, tried + ": TLS failed before anything was sent");
      case ConnectException e -> connect(tried, e, patience);
      case InterruptedIOException _ ->
          silent(tried, "no answer within " + patience.toMillis() + " ms");
      default -> {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("unexpected end of stream") || message.contains("reset")) {
          yield silent(tried, "the connection was closed without an answer");
        }
        yield message.contains("status line")
            ? new SwitchTrouble(Kind.BAD_ANSWER, tried + ": the answer is no HTTP")
            : null;
      }
    };
  }

  private static @Nullable SwitchTrouble connect(
      String tried, ConnectException failure, Duration patience) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("refused")) {
      return silent(tried, "the connection was refused");
    }
    if (message.contains("timed out") || message.contains("timeout")) {
      return silent(tried, "no answer within " + patience.toMillis() + " ms");
    }
    return failure.getCause() == null ? silent(tried, "it cannot be reached") : null;
  }

  /** Before a certificate is trusted nothing is sent, so nothing was changed. */
  private static SwitchTrouble distrust(String tried, String why) {
    return new SwitchTrouble(
        Kind.REFUSED,
        tried + ": its certificate is not trusted (" + why + "); set fingerprint or ca_file");
  }

  private static SwitchTrouble silent(String tried, String why) {
    return new SwitchTrouble(Kind.NO_ANSWER, tried + ": " + why);
  }
}
