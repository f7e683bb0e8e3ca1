package io.piha.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesEndTest {
  @TempDir Path folder;

  @Test
  void theLastWholeLineIsFoundInAnyBytes() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 400; round++) {
      byte[] bytes = new byte[random.nextInt(1, 200_000)];
      random.nextBytes(bytes);
      int rarity = random.nextInt(1, 100_000);
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n' && random.nextInt(rarity) > 0) {
          bytes[i] = ' ';
        }
      }
      assertThat(end(bytes)).as("round %d", round).isEqualTo(naive(bytes));
    }
  }

  @Test
  void aLineLongerThanAnyRecordIsRefusedAndNotRead() {
    byte[] huge = new byte[5 * JsonText.LONGEST_LINE];
    huge[0] = '\n';
    assertThatThrownBy(() -> end(huge)).isInstanceOf(IOException.class);
  }

  private LinesEnd end(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("lines"), bytes);
    try (FileChannel channel = FileChannel.open(file)) {
      return LinesEnd.of(channel);
    }
  }

  private static LinesEnd naive(byte[] bytes) {
    int end = bytes.length - 1;
    while (end >= 0 && bytes[end] != '\n') {
      end--;
    }
    int start = end - 1;
    while (start >= 0 && bytes[start] != '\n') {
      start--;
    }
    return end < 0
        ? new LinesEnd(0, Optional.empty())
        : new LinesEnd(
            end + 1, Optional.of(new String(Arrays.copyOfRange(bytes, start + 1, end), UTF_8)));
  }
}
