package io.piha.recovery.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piha.testing.Fuzz;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Programs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tars by GNU tar are read, ours are read by GNU tar, and nothing broken passes. */
@NeedsPeer("tar")
final class TarWalkTest {

  private static final String LONG = "deep/".repeat(40) + "a-name-that-no-old-header-holds.yaml";

  @TempDir Path folder;

  private byte[] packed(String format) throws Exception {
    Path in = folder.resolve("in-" + format);
    Files.createDirectories(in.resolve(LONG).getParent());
    Files.writeString(in.resolve(LONG), "long");
    Files.writeString(in.resolve("short.yaml"), "x".repeat(1_000));
    Files.createSymbolicLink(in.resolve("link"), Path.of("short.yaml"));
    Path tar = folder.resolve(format + ".tar");
    var _ =
        Programs.run("tar", "--format=" + format, "-cf", tar.toString(), "-C", in.toString(), ".");
    return Files.readAllBytes(tar);
  }

  private static List<TarEntry> read(byte[] tar) throws IOException {
    List<TarEntry> all = new ArrayList<>();
    var _ = TarWalk.through(new ByteArrayInputStream(tar), (entry, _) -> all.add(entry));
    return all;
  }

  @Test
  void whatGnuTarWritesIsReadInEachOfItsForms() throws Exception {
    for (String format : List.of("gnu", "pax", "posix")) {
      List<TarEntry> all = read(packed(format));
      assertThat(all).as(format).anyMatch(each -> each.name().equals("./" + LONG));
      assertThat(all).anyMatch(each -> each.name().equals("./short.yaml") && each.bytes() == 1_000);
      assertThat(all).anyMatch(each -> each.link().equals("short.yaml"));
    }
  }

  @Test
  void whatEndsTooEarlyIsBrokenWhereverItEnds() throws Exception {
    byte[] whole = packed("gnu");
    int data = whole.length;
    while (whole[data - 1] == 0) {
      data--;
    }
    int end = (data + 511) / 512 * 512 + 1024;
    for (int length = 0; length < end; length += 256) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).as("cut at %s", length).isInstanceOf(TarBroken.class);
    }
    assertThat(read(Arrays.copyOf(whole, end))).isNotEmpty();
  }

  @Test
  void whatFollowsTheEndIsNotOverlooked() throws Exception {
    byte[] whole = packed("gnu");
    byte[] more = Arrays.copyOf(whole, whole.length + 1);
    more[whole.length] = 1;
    assertThatThrownBy(() -> read(more)).hasMessageContaining("follows the end");
  }

  @Test
  @Tag(Fuzz.TAG)
  void nonsenseIsRefusedAndNeverMore() throws Exception {
    byte[] whole = packed("pax");
    Random random = Fuzz.random(7);
    for (int i = 0; i < Fuzz.rounds(3_000); i++) {
      byte[] bent = whole.clone();
      for (int n = 1 + random.nextInt(8); n > 0; n--) {
        bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
      }
      try {
        read(bent);
      } catch (TarBroken expected) {
        assertThat(expected).hasMessageContaining("at byte");
      }
    }
  }

  @Test
  void whatWeWriteGnuTarReads() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(out);
    Instant then = Instant.parse("2026-03-01T03:00:00Z");
    tar.header(new TarEntry("d", TarEntry.Type.FOLDER, 0, 0755, then, ""));
    tar.header(new TarEntry("d/" + LONG, TarEntry.Type.FILE, 3, 0640, then, ""));
    out.write("abc".getBytes(StandardCharsets.UTF_8));
    tar.pad(3);
    tar.header(new TarEntry("d/l", TarEntry.Type.LINK, 0, 0777, then, LONG));
    tar.end();
    Path file = Files.write(folder.resolve("ours.tar"), out.toByteArray());
    assertThat(Programs.run("tar", "-tvf", file.toString()))
        .contains("d/" + LONG, "d/l -> " + LONG, "-rw-r-----");
    assertThat(read(out.toByteArray())).hasSize(3);
  }
}
