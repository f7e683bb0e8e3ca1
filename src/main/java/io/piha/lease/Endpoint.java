package io.piha.lease;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one member of etcd. One that failed is thrown away, so that the next attempt
 * connects anew at once: gRPC would wait for up to two minutes, and TCP for a cable that is cut.
 */
final class Endpoint implements AutoCloseable {

  private static final int LARGEST_ANSWER = 16 << 20;

  private final String url;
  private final ChannelCredentials credentials;
  private @Nullable ManagedChannel open;
  private boolean closed;

  /**
   * @param url {@code http(s)://host:port}
   */
  Endpoint(String url, ChannelCredentials credentials) {
    this.url = url;
    this.credentials = credentials;
  }

  String url() {
    return url;
  }

  synchronized Channel channel() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    ManagedChannel now = open;
    if (now == null) {
      String target = url.substring(url.indexOf("://") + 3);
      now =
          Grpc.newChannelBuilder(target, credentials)
              .disableRetry()
              .maxInboundMessageSize(LARGEST_ANSWER)
              .build();
      open = now;
    }
    return now;
  }

  /** Throws the connection away if it still is that one. */
  @SuppressWarnings("ReferenceEquality") // that very connection is meant
  synchronized void drop(Channel failed) {
    if (open != null && open == failed) {
      open.shutdownNow();
      open = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (open != null) {
      open.shutdownNow();
      open = null;
    }
  }
}
