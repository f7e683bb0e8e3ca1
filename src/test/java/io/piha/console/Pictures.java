package io.piha.console;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;

/** Writes an image as PNG (RFC 2083, 8 bit RGB), without a desktop toolkit. */
final class Pictures {

  private Pictures() {}

  static void write(Image image, Path file) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    var raw = new ByteArrayOutputStream();
    var reader = image.getPixelReader();
    try (var deflated = new DeflaterOutputStream(raw)) {
      for (int y = 0; y < height; y++) {
        deflated.write(0);
        for (int x = 0; x < width; x++) {
          int argb = reader.getArgb(x, y);
          deflated.write(argb >> 16);
          deflated.write(argb >> 8);
          deflated.write(argb);
        }
      }
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeLong(0x89504E470D0A1A0AL);
      var head = ByteBuffer.allocate(13).putInt(width).putInt(height);
      head.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
      chunk(out, "IHDR", head.array());
      chunk(out, "IDAT", raw.toByteArray());
      chunk(out, "IEND", new byte[0]);
    }
  }

  private static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(type);
    crc.update(content);
    out.writeInt(content.length);
    out.write(type);
    out.write(content);
    out.writeInt((int) crc.getValue());
  }
}
