package io.piha.recovery.staging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a tar in the pax form, so that neither long names nor large files are cut. */
public final class TarWriter {

  private static final int BLOCK = TarHeader.BLOCK;
  private static final long MOST_OCTAL = 0_77777777777L;

  private final OutputStream out;

  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /** Begins a member; exactly {@link TarEntry#bytes} of content and {@link #pad} follow. */
  public void header(TarEntry entry) throws IOException {
    byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
    byte[] link = entry.link().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream extended = new ByteArrayOutputStream();
    if (name.length > 100) {
      pair(extended, "path", name);
    }
    if (link.length > 100) {
      pair(extended, "linkpath", link);
    }
    if (entry.bytes() > MOST_OCTAL) {
      pair(extended, "size", Long.toString(entry.bytes()).getBytes(StandardCharsets.US_ASCII));
    }
    if (extended.size() > 0) {
      byte[] about = "PaxHeader".getBytes(StandardCharsets.US_ASCII);
      block(about, new byte[0], 'x', extended.size(), 0644, entry.changedAt().getEpochSecond());
      out.write(extended.toByteArray());
      pad(extended.size());
    }
    char type =
        switch (entry.type()) {
          case FILE -> '0';
          case FOLDER -> '5';
          case LINK -> '2';
          case OTHER -> throw new IllegalArgumentException(entry.name() + " cannot be written");
        };
    block(
        name,
        link,
        type,
        Math.min(entry.bytes(), MOST_OCTAL),
        entry.mode(),
        entry.changedAt().getEpochSecond());
  }

  /** Fills up the last block of a member with so many bytes of content. */
  public void pad(long bytes) throws IOException {
    out.write(new byte[(int) ((BLOCK - bytes % BLOCK) % BLOCK)]);
  }

  /** The two blocks at the end. */
  public void end() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private static void pair(ByteArrayOutputStream into, String key, byte[] value) {
    int body = key.length() + value.length + 3;
    int length = body + Integer.toString(body).length();
    length = body + Integer.toString(length).length();
    into.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.UTF_8));
    into.writeBytes(value);
    into.write('\n');
  }

  private void block(byte[] name, byte[] link, char type, long size, int mode, long changed)
      throws IOException {
    byte[] block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(100, name.length));
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size);
    octal(block, 136, 12, Math.clamp(changed, 0, MOST_OCTAL));
    block[156] = (byte) type;
    System.arraycopy(link, 0, block, 157, Math.min(100, link.length));
    System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 8);
    java.util.Arrays.fill(block, 148, 156, (byte) ' ');
    long sum = 0;
    for (byte each : block) {
      sum += each & 0xff;
    }
    octal(block, 148, 7, sum);
    out.write(block);
  }

  private static void octal(byte[] block, int from, int length, long value) {
    String digits = String.format(Locale.ROOT, "%0" + (length - 1) + "o", value);
    System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, block, from, length - 1);
    block[from + length - 1] = 0;
  }
}
