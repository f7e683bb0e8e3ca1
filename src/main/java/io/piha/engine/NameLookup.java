package io.piha.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up within a bound.
 *
 * <p>The system's resolver cannot be interrupted, may take half a minute, and on a virtual thread
 * holds the carrier below it: two stuck lookups would stop every adapter of a two-core machine. So
 * lookups run on a few platform threads of their own, one for each name at most, and whoever waits
 * for one stops waiting in time. Addresses in figures are never looked up.
 */
public final class NameLookup implements AutoCloseable {
  /** Names that may be stuck at once; a further one fails at once. */
  private static final int THREADS = 16;

  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> pending =
      new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());

  /**
   * The addresses of a host, never empty.
   *
   * @param host a name or an address in figures
   * @param patience how long to wait at most
   * @throws UnknownHostException when there is none, or none was found in time; its message is a
   *     sentence for people
   */
  public List<InetAddress> find(String host, Duration patience) throws UnknownHostException {
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException name) {
      return await(host, pending.computeIfAbsent(host, this::begin), patience);
    }
  }

  private CompletableFuture<List<InetAddress>> begin(String host) {
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    try {
      threads.execute(() -> resolve(host, found));
    } catch (RejectedExecutionException full) {
      found.completeExceptionally(
          new UnknownHostException(
              "name lookup of " + host + " not begun: " + THREADS + " others are stuck"));
    }
    return found;
  }

  private void resolve(String host, CompletableFuture<List<InetAddress>> found) {
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
      pending.remove(host);
      found.complete(addresses);
    } catch (UnknownHostException e) {
      pending.remove(host);
      found.completeExceptionally(new UnknownHostException("name " + host + " not found"));
    }
  }

  private List<InetAddress> await(
      String host, CompletableFuture<List<InetAddress>> found, Duration patience)
      throws UnknownHostException {
    try {
      return found.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw because("name lookup of " + host + " timed out", e);
    } catch (ExecutionException e) {
      pending.remove(host, found);
      String message = e.getCause() == null ? null : e.getCause().getMessage();
      throw because(message == null ? "name lookup of " + host + " failed" : message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw because("name lookup of " + host + " interrupted", e);
    }
  }

  private static UnknownHostException because(String message, Exception cause) {
    UnknownHostException told = new UnknownHostException(message);
    told.initCause(cause);
    return told;
  }

  /** Begins no further lookup. A stuck one is left to end by itself on its daemon thread. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
