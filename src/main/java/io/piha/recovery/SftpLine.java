package io.piha.recovery;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A connection that carries files, with everything below it. */
final class SftpLine implements AutoCloseable {

  private final SshClient client;
  private final ClientSession session;
  private final SftpClient files;

  private SftpLine(SshClient client, ClientSession session, SftpClient files) {
    this.client = client;
    this.session = session;
    this.files = files;
  }

  /** Comes in as {@link SshDoor} does. */
  static SftpLine open(SftpAddress at, Path knownHosts, Path keyFile) throws IOException {
    SshClient client = SshDoor.client(knownHosts, keyFile, at.target());
    try {
      ClientSession session;
      try {
        session = SshDoor.session(client, at.target());
      } catch (IOException e) {
        throw new IOException(SshDoor.why(at.target(), e), e);
      }
      return new SftpLine(client, session, SftpClientFactory.instance().createSftpClient(session));
    } catch (IOException | RuntimeException e) {
      client.stop();
      throw e;
    }
  }

  SftpClient files() {
    return files;
  }

  @Override
  public void close() {
    session.close(true);
    client.stop();
  }
}
