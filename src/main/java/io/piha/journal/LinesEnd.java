package io.piha.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a file of lines ends, found from behind without reading the whole.
 *
 * @param length bytes up to and including the last line end; what follows was torn while it was
 *     written
 * @param lastLine the last whole line, without its end
 */
record LinesEnd(long length, Optional<String> lastLine) {
  private static final int FIRST_WINDOW = 16 << 10;

  /**
   * Looks for the end.
   *
   * @throws IOException also when a line is longer than any of ours
   */
  static LinesEnd of(FileChannel file) throws IOException {
    long size = file.size();
    for (long window = FIRST_WINDOW; ; window *= 4) {
      long from = Math.max(0, size - window);
      byte[] bytes = read(file, from, (int) (size - from));
      int end = lastNewline(bytes, bytes.length);
      int start = end < 0 ? -1 : lastNewline(bytes, end);
      if (from == 0 || start >= 0) {
        return end < 0
            ? new LinesEnd(0, Optional.empty())
            : new LinesEnd(
                from + end + 1,
                Optional.of(new String(bytes, start + 1, end - start - 1, StandardCharsets.UTF_8)));
      }
      if (window > 2L * JsonText.LONGEST_LINE) {
        throw new IOException("its last line is longer than any audit record");
      }
    }
  }

  private static byte[] read(FileChannel file, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
      // until all is read, or the file became shorter meanwhile
    }
    return bytes.array();
  }

  private static int lastNewline(byte[] bytes, int before) {
    for (int i = before - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
