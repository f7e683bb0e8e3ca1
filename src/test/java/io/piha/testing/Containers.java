package io.piha.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the engines for containers have in common. */
final class Containers {
  private Containers() {}

  /** A root with nothing in it but busybox under its many names, in that folder. */
  static Path root(Path folder) throws IOException {
    Path root = folder.resolve("rootfs");
    for (String each : List.of("bin", "tmp", "proc", "etc")) {
      Files.createDirectories(root.resolve(each));
    }
    Files.copy(Peers.require("busybox"), root.resolve("bin/busybox"));
    for (String each : List.of("sh", "sleep", "touch", "rm", "test", "cat")) {
      Files.createSymbolicLink(root.resolve("bin/" + each), Path.of("busybox"));
    }
    return root;
  }

  /** The root as an engine imports it. */
  static Path packed(Path root) {
    Path tar = root.resolveSibling(root.getFileName() + ".tar");
    Programs.must("tar", List.of("-C", root.toString(), "-cf", tar.toString(), "."));
    return tar;
  }

  /** Whether an engine answers on that socket. */
  static boolean answers(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          ByteBuffer.wrap(
              "GET /_ping HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      return channel.read(ByteBuffer.allocate(16)) > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
