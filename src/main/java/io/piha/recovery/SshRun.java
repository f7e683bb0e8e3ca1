package io.piha.recovery;

import io.piha.site.SshTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/**
 * One command on another machine, over SSH: with our key and nothing else, to a host key that is in
 * the file and to none other, with a deadline.
 */
final class SshRun {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final SshTarget target;
  private final Path knownHosts;
  private final Path keyFile;
  private final InstantSource clock;

  SshRun(SshTarget target, Path knownHosts, Path keyFile, InstantSource clock) {
    this.target = target;
    this.knownHosts = knownHosts;
    this.keyFile = keyFile;
    this.clock = clock;
  }

  /** How it ended. */
  sealed interface End {}

  /** The command ended by itself. */
  record Exited(int code) implements End {}

  /** It was never begun. */
  record NotBegun(String why) implements End {}

  /** It was begun, and how it ended is not known. */
  record Lost(String why) implements End {}

  /**
   * Runs the command to its end.
   *
   * @param output gets standard output and errors as they come
   * @param telling told when the command is about to run, and asked to catch up while it runs
   */
  End run(String command, OutputStream output, Duration deadline, Telling telling)
      throws InterruptedException {
    Instant until = clock.instant().plus(deadline);
    try (SshClient client = SshDoor.client(knownHosts, keyFile, target)) {
      ClientSession session;
      try {
        session = SshDoor.session(client, target);
      } catch (IOException e) {
        return new NotBegun(SshDoor.why(target, e));
      }
      try (session;
          ChannelExec channel = session.createExecChannel(command)) {
        channel.setOut(output);
        channel.setErr(output);
        telling.step("the command runs on " + target);
        try {
          channel.open().verify(SshDoor.PATIENCE);
        } catch (IOException e) {
          return new Lost("the command could not be begun for sure: " + SshDoor.why(target, e));
        }
        return await(channel, session, until, deadline, telling);
      }
    } catch (IOException e) {
      return new Lost("the connection to " + target + " broke: " + e.getMessage());
    }
  }

  private End await(
      ChannelExec channel, ClientSession session, Instant until, Duration deadline, Telling telling)
      throws InterruptedException {
    while (true) {
      Set<ClientChannelEvent> now =
          channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), LOOK.toMillis());
      telling.catchUp();
      Integer code = channel.getExitStatus();
      if (now.contains(ClientChannelEvent.CLOSED)) {
        String signal = channel.getExitSignal();
        return code != null
            ? new Exited(code)
            : new Lost(
                signal != null
                    ? "the command was ended by signal " + signal
                    : "the connection to " + target + " was lost while the command ran");
      }
      if (!session.isOpen()) {
        return new Lost("the connection to " + target + " was lost while the command ran");
      }
      if (clock.instant().isAfter(until)) {
        return new Lost("the command did not end within " + deadline.toSeconds() + " s");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
