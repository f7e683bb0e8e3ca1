package io.piha.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** What the machine itself can do, so that figures of two machines can be compared. */
final class Yardstick implements Benchmark {
  private static final int PAGE = 4_096;
  private static final int HASHED = 16 << 20;

  @Override
  public String name() {
    return "yardstick";
  }

  @Override
  public void run(Sheet sheet) throws Exception {
    Path folder = Folders.temporary();
    try {
      hashing(); // warms up
      sheet.figures("SHA-256 of 16 MiB", hashing());
      sheet.figures("one write of 4 kB and fdatasync", syncs(folder.resolve("bare"), 500));
    } finally {
      Folders.delete(folder);
    }
  }

  private static Times hashing() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] data = new byte[HASHED];
    Times times = new Times(20);
    for (int round = 0; round < 20; round++) {
      long began = System.nanoTime();
      data[0] = digest.digest(data)[0];
      times.add(System.nanoTime() - began);
    }
    return times;
  }

  private static Times syncs(Path file, int rounds) throws IOException {
    Times times = new Times(rounds);
    byte[] page = new byte[PAGE];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int round = 0; round < rounds; round++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.wrap(page));
        channel.force(false);
        times.add(System.nanoTime() - began);
      }
    }
    return times;
  }
}
