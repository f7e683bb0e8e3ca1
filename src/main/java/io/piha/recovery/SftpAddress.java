package io.piha.recovery;

import io.piha.site.HostPort;
import io.piha.site.SshTarget;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where files are fetched: {@code sftp://user@host:port/path}.
 *
 * @param path absolute on that machine, without a slash at its end
 */
record SftpAddress(SshTarget target, String path) {

  /**
   * Reads one.
   *
   * @param shown the address as it may be shown
   */
  static SftpAddress of(String address, String shown) throws IOException {
    try {
      URI uri = new URI(address);
      String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("/+$", "");
      String user = uri.getUserInfo();
      if (uri.getHost() == null || user == null || user.contains(":") || path.isEmpty()) {
        throw new IOException(shown + " is not of the form sftp://user@host/path");
      }
      String host = uri.getHost().replaceAll("^\\[|\\]$", "");
      return new SftpAddress(
          new SshTarget(user, new HostPort(host, uri.getPort() < 0 ? 22 : uri.getPort())), path);
    } catch (URISyntaxException e) {
      throw new IOException(shown + " cannot be read as an address", e);
    }
  }
}
