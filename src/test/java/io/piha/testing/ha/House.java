package io.piha.testing.ha;

import io.piha.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Makes backups as Home Assistant lays them out, with GNU tar, so that nothing of ours is in it.
 */
final class House {
  private House() {}

  /** A backup in the clear, and the same encrypted, as a decrypting download undoes it. */
  @SuppressWarnings("ArrayRecordComponent") // bytes of a file, never compared as a value
  record Archive(byte[] plain, byte[] encrypted) {}

  /**
   * Packs a house.
   *
   * @param folder an empty one for the work
   * @param bytes how much incompressible configuration is in it
   */
  static Archive pack(Path folder, int bytes, boolean secured) {
    try {
      Path config = Files.createDirectories(folder.resolve("in/data/.storage"));
      byte[] noise = new byte[bytes];
      new Random(bytes).nextBytes(noise);
      Files.write(config.resolve("core.config_entries"), noise);
      Files.writeString(config.resolveSibling("configuration.yaml"), "default_config:\n");
      Path out = Files.createDirectories(folder.resolve("out"));
      Files.writeString(
          out.resolve("backup.json"), "{\"slug\":\"x\",\"protected\":" + secured + "}");
      var _ =
          Programs.run(
              "tar",
              "-czf",
              out.resolve("homeassistant.tar.gz").toString(),
              "-C",
              folder.resolve("in").toString(),
              ".");
      byte[] plain = tar(out, folder.resolve("plain.tar"));
      Path inner = out.resolve("homeassistant.tar.gz");
      byte[] hidden = Files.readAllBytes(inner);
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] ^= (byte) 0x5a;
      }
      Files.write(inner, hidden);
      return new Archive(plain, tar(out, folder.resolve("encrypted.tar")));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] tar(Path from, Path to) throws IOException, InterruptedException {
    var _ =
        Programs.run(
            "tar",
            "--format=gnu",
            "-cf",
            to.toString(),
            "-C",
            from.toString(),
            "./backup.json",
            "./homeassistant.tar.gz");
    return Files.readAllBytes(to);
  }
}
