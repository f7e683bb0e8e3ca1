package io.piha.monitor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failed exchange says about the host, and what only about the way there. */
final class Failure {

  private Failure() {}

  static Finding of(IOException failure, Duration timeout) {
    String why = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (failure instanceof UnknownHostException) {
      return Finding.unknown(String.valueOf(failure.getMessage()));
    }
    if (mentions(failure, "network is unreachable")) {
      return Finding.unknown("no network route from here");
    }
    if (hasCause(failure, SSLException.class)) {
      return tls(failure, why);
    }
    if (hasCause(failure, NoRouteToHostException.class) || mentions(failure, "no route to host")) {
      return Finding.down("unreachable");
    }
    if (mentions(failure, "connection refused")) {
      return Finding.down("refused");
    }
    if (failure instanceof InterruptedIOException || why.contains("timeout")) {
      return Finding.down("no answer within " + timeout.toMillis() / 1000.0 + " s");
    }
    if (failure instanceof ConnectException) {
      return Finding.down("cannot connect");
    }
    if (failure instanceof SocketException || why.contains("unexpected end of stream")) {
      return Finding.down("connection cut");
    }
    return Finding.down("no usable answer");
  }

  private static Finding tls(IOException failure, String why) {
    boolean cut =
        why.contains("closed") || why.contains("terminated") || why.contains("connection reset");
    if (cut && !hasCause(failure, java.security.cert.CertificateException.class)) {
      return Finding.down("connection cut during the TLS handshake");
    }
    return Finding.unknown("TLS: certificate not trusted or no common protocol");
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentions(Throwable failure, String words) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT).contains(words)) {
        return true;
      }
    }
    return false;
  }
}
