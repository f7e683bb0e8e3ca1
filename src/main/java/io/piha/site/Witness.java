package io.piha.site;

/**
 * Something outside this machine that answers when our own network is whole. If none does, the
 * control plane is itself cut off and judges nobody.
 */
public sealed interface Witness {

  /** How it is called in the status and in messages; free of secrets. */
  String name();

  /** A TCP port; a refused connection is an answer too. */
  record Tcp(HostPort address) implements Witness {
    @Override
    public String name() {
      return "tcp://" + address;
    }
  }

  /** An HTTP address; any answer counts. */
  record Http(SecretText url, Trust trust) implements Witness {
    @Override
    public String name() {
      return url.toString();
    }
  }

  /** An ICMP echo, where the system allows it. */
  record Icmp(String host) implements Witness {
    @Override
    public String name() {
      return "icmp://" + host;
    }
  }

  /** A configured switch; what stands in when the file names no witness. */
  record OfSwitch(String switchName) implements Witness {
    @Override
    public String name() {
      return "switch " + switchName;
    }
  }
}
