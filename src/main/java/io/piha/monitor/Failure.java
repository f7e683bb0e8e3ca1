package io.piha.monitor;

import io.piha.arbiter.Verdict;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What it means for a host that asking it failed. */
final class Failure {
  /** Enough for any honest chain of causes, and an end for a dishonest one. */
  private static final int MOST_CAUSES = 32;

  private Failure() {}

  /**
   * Judges a failure. With several addresses there are several failures; one that speaks of the
   * host outweighs one that speaks of our own network.
   */
  static Finding of(Exception failure, Duration patience) {
    List<Throwable> all = new ArrayList<>(List.of(failure));
    for (int i = 0; i < all.size() && all.size() < MOST_CAUSES; i++) {
      Throwable each = all.get(i);
      all.addAll(List.of(each.getSuppressed()));
      if (each.getCause() != null) {
        all.add(each.getCause());
      }
    }
    Optional<Finding> ours = Optional.empty();
    for (Throwable each : all.reversed()) {
      Optional<Finding> judged = one(each, patience);
      if (judged.isPresent() && judged.get().verdict() == Verdict.DOWN) {
        return judged.get();
      }
      ours = ours.isPresent() ? ours : judged;
    }
    return ours.orElseGet(() -> Finding.unknown(String.valueOf(failure.getMessage())));
  }

  private static Optional<Finding> one(Throwable failure, Duration patience) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case UnknownHostException _ -> Optional.of(Finding.unknown(message));
      case NoRouteToHostException _ -> Optional.of(Finding.down("host unreachable"));
      case ConnectException _ -> connect(message, patience);
      case SSLPeerUnverifiedException _ ->
          Optional.of(Finding.unknown("TLS: the certificate bears another name"));
      case CertificateException _ ->
          Optional.of(Finding.unknown("TLS: certificate not trusted: " + message));
      case CertPathValidatorException _ ->
          Optional.of(Finding.unknown("TLS: certificate not trusted: " + message));
      case SSLException _ -> Optional.of(Finding.unknown("TLS: " + message));
      case ProtocolException _ -> protocol(message);
      case SocketException _ -> socket(message);
      case EOFException _ -> Optional.of(Finding.down("closed without an answer"));
      case InterruptedIOException _ ->
          Optional.of(Finding.down("no answer within " + seconds(patience)));
      case FileSystemException _ ->
          Optional.of(Finding.unknown("cannot read the CA file " + message));
      default ->
          message.startsWith("unexpected end of stream")
              ? Optional.of(Finding.down("closed without an answer"))
              : Optional.empty();
    };
  }

  private static Optional<Finding> connect(String message, Duration patience) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("refused")) {
      return Optional.of(Finding.down("refused"));
    }
    if (lower.contains("timed out") || lower.contains("timeout")) {
      return Optional.of(Finding.down("no answer within " + seconds(patience)));
    }
    return socket(message);
  }

  /** What the network says; errors of our own side are no verdict on the host. */
  private static Optional<Finding> socket(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("reset") || lower.contains("broken pipe") || lower.contains("aborted")) {
      return Optional.of(Finding.down("connection reset"));
    }
    if (lower.contains("network is unreachable") || lower.contains("network is down")) {
      return Optional.of(Finding.unknown("no route from here: " + message));
    }
    boolean said = lower.startsWith("failed to connect") || lower.equals("null");
    return said ? Optional.empty() : Optional.of(Finding.unknown(message));
  }

  private static Optional<Finding> protocol(String message) {
    return message.startsWith("unexpected end of stream")
        ? Optional.of(Finding.down("closed in the middle of the answer"))
        : Optional.of(Finding.unknown("the answer is no HTTP"));
  }

  /** In the manner of the configuration: {@code 3 s}, {@code 500 ms}. */
  static String seconds(Duration patience) {
    return patience.toMillis() % 1000 == 0
        ? patience.toSeconds() + " s"
        : patience.toMillis() + " ms";
  }
}
