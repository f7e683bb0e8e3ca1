package io.piha.recovery;

import io.piha.site.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/** How another machine is entered: strict host keys, one key of our own, bounded waits. */
final class SshDoor {

  /** For connecting, for logging in, for opening a channel, each. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int UNANSWERED = 4;

  private SshDoor() {}

  static SshClient client(Path knownHosts, Path keyFile, SshTarget target) throws IOException {
    if (!Files.isReadable(keyFile)) {
      throw new IOException("the key " + keyFile + " cannot be read");
    }
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(
        new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, knownHosts));
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(new FileKeyPairProvider(keyFile));
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setSignatureFactories(preferred(client.getSignatureFactories(), knownHosts, target));
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    client.start();
    return client;
  }

  static ClientSession session(SshClient client, SshTarget target) throws IOException {
    ClientSession session =
        client
            .connect(target.user(), target.address().host(), target.address().port())
            .verify(PATIENCE)
            .getSession();
    try {
      session.auth().verify(PATIENCE);
      return session;
    } catch (IOException e) {
      session.close(true);
      throw e;
    }
  }

  /** The kinds of host key that the file knows come first, so that the server shows such a one. */
  private static List<NamedFactory<Signature>> preferred(
      List<NamedFactory<Signature>> all, Path knownHosts, SshTarget target) throws IOException {
    Set<String> known = new TreeSet<>();
    for (KnownHostEntry each : KnownHostEntry.readKnownHostEntries(knownHosts)) {
      if (each.getKeyEntry() != null
          && each.isHostMatch(target.address().host(), target.address().port())) {
        known.add(each.getKeyEntry().getKeyType());
      }
    }
    List<NamedFactory<Signature>> first = new ArrayList<>();
    List<NamedFactory<Signature>> rest = new ArrayList<>();
    for (NamedFactory<Signature> each : all) {
      String type = Objects.requireNonNullElse(KeyUtils.getCanonicalKeyType(each.getName()), "");
      (known.contains(type) || known.contains(each.getName()) ? first : rest).add(each);
    }
    first.addAll(rest);
    return first;
  }

  /** What went wrong, in words that say what to do. */
  static String why(SshTarget target, IOException e) {
    String said = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    String plain = said.replaceAll("\\p{Cntrl}", " ");
    if (plain.contains("Server key did not validate")) {
      return "the host key of " + target + " is not the one in known_hosts";
    }
    if (plain.contains("No more authentication methods")) {
      return target + " does not take our key";
    }
    return "cannot log in to " + target + ": " + plain.substring(0, Math.min(200, plain.length()));
  }
}
