package io.piha.request;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lines of UTF-8 over a channel, each with a longest length and a longest wait. */
final class Lines {

  private final ByteChannel channel;
  private final int longest;
  private final ByteBuffer buffer = ByteBuffer.allocate(8 * 1024).limit(0);

  Lines(ByteChannel channel, int longest) {
    this.channel = channel;
    this.longest = longest;
  }

  /**
   * The next line without its end; empty at the end of the stream.
   *
   * @throws IOException when the line is too long or broken off, or did not come in time
   */
  Optional<String> read(Duration wait) throws IOException {
    try (Patience _ = new Patience(wait)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream(256);
      while (true) {
        while (buffer.hasRemaining()) {
          byte next = buffer.get();
          if (next == '\n') {
            return Optional.of(line.toString(StandardCharsets.UTF_8));
          }
          if (line.size() >= longest) {
            throw new TooLong("a line has at most " + longest + " bytes");
          }
          line.write(next);
        }
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        if (count < 0) {
          if (line.size() > 0) {
            throw new IOException("the connection ended in the middle of a line");
          }
          return Optional.empty();
        }
      }
    }
  }

  /** Writes one line; {@code text} has no line end in it. */
  void write(String text, Duration wait) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
    try (Patience _ = new Patience(wait)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** The other side sent more than a line may have. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong(String message) {
      super(message);
    }
  }

  /** Closes the channel when its time is over, which ends the wait on it. */
  private final class Patience implements AutoCloseable {
    private final CompletableFuture<Boolean> time = new CompletableFuture<>();

    Patience(Duration wait) {
      var _ = time.thenAccept(this::giveUp);
      time.completeOnTimeout(false, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUp(boolean inTime) {
      if (!inTime) {
        try {
          channel.close();
        } catch (IOException e) {
          // It is gone, which is what was wanted.
          return;
        }
      }
    }

    @Override
    public void close() {
      time.complete(true);
    }
  }
}
