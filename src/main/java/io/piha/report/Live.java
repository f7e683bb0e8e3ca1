package io.piha.report;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.piha.engine.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page's server-sent events: its main part anew, once a second while it changes.
 *
 * <p>Nothing queues up: a reader who is slow gets the newest state next. A stream ends before the
 * server would cut it, and the browser comes again by itself, so that a reader who has gone holds a
 * place for half a minute at most.
 */
final class Live implements AutoCloseable {
  /** Readers at once; a further one is told to come again and refreshes by itself meanwhile. */
  static final int MOST_READERS = 16;

  private static final long EVERY_MILLIS = 1_000;
  private static final int EVENTS = 24;

  /** Nothing has changed, and we are still here. */
  private static final String BEAT = "event: beat\ndata: 1\n\n";

  private final Supplier<Snapshot> picture;
  private final Function<Snapshot, String> drawn;
  private final Semaphore places = new Semaphore(MOST_READERS);
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Event latest;

  /** What one picture looks like as an event. */
  private record Event(Snapshot shot, String text) {}

  Live(Supplier<Snapshot> picture, Function<Snapshot, String> drawn) {
    this.picture = picture;
    this.drawn = drawn;
  }

  /** Serves one reader until he goes or his time is over; false when there is no place for him. */
  boolean serve(HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "text/event-stream; charset=utf-8");
      headers.set("X-Accel-Buffering", "no"); // nginx in between must not collect
      exchange.sendResponseHeaders(200, 0);
      stream(exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
    return true;
  }

  private void stream(OutputStream out) throws IOException, InterruptedException {
    send(out, "retry: 1000\n\n");
    @Nullable Snapshot shown = null;
    for (int i = 0; i < EVENTS; i++) {
      Snapshot now = picture.get();
      send(out, now.equals(shown) ? BEAT : event(now));
      shown = now;
      if (closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Drawn once for all readers. */
  private synchronized String event(Snapshot shot) {
    Event known = latest;
    if (known == null || !known.shot().equals(shot)) {
      String lines =
          drawn.apply(shot).lines().map(each -> "data: " + each + "\n").reduce("", String::concat);
      known = new Event(shot, lines + "\n");
      latest = known;
    }
    return known.text();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
