package io.piha.recovery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a stream into lines as they come and copies it into a file, up to {@link #MOST_BYTES}. A
 * carriage return ends a line too, as progress bars use it. Standard output and errors may write at
 * the same time.
 */
final class LineSplitter extends OutputStream {

  /** The file gets no larger; the lines go on. */
  static final long MOST_BYTES = 16L * 1024 * 1024;

  private static final int LONGEST = 4_096;

  private final OutputStream copy;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long written;

  LineSplitter(OutputStream copy, Consumer<String> lines) {
    this.copy = copy;
    this.lines = lines;
  }

  @Override
  public synchronized void write(int each) throws IOException {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    if (written < MOST_BYTES) {
      copy.write(bytes, from, (int) Math.min(length, MOST_BYTES - written));
      copy.flush();
      written += length;
    }
    for (int i = from; i < from + length; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r' || open.size() >= LONGEST) {
        end();
      }
      if (bytes[i] != '\n' && bytes[i] != '\r') {
        open.write(bytes[i]);
      }
    }
  }

  private void end() {
    if (open.size() > 0) {
      lines.accept(open.toString(StandardCharsets.UTF_8));
      open.reset();
    }
  }

  @Override
  public synchronized void close() {
    end();
  }
}
