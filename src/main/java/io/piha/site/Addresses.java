package io.piha.site;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the addresses of a configuration; every mistake is reported at its value. */
public final class Addresses {
  private static final List<String> WEB = List.of("http", "https");

  private Addresses() {}

  /** A place with the scheme it was written with. */
  public record Endpoint(String scheme, HostPort address) {}

  /** An http or https address, which may hold a secret. */
  public static Optional<SecretText> web(Value value) {
    Optional<SecretText> text = value.secretLine();
    return text.filter(each -> checked(value, each.reveal(), WEB, "http://host:port/path"));
  }

  /** An address with one of some schemes, which may hold a secret. */
  public static Optional<SecretText> secretUrl(Value value, List<String> schemes, String example) {
    return value.secretLine().filter(each -> checked(value, each.reveal(), schemes, example));
  }

  /** A host and port with a scheme and nothing behind; the map gives each scheme's usual port. */
  public static Optional<Endpoint> endpoint(
      Value value, Map<String, Integer> ports, String example) {
    Optional<String> text = value.text();
    if (text.isEmpty() || !checked(value, text.get(), List.copyOf(ports.keySet()), example)) {
      return Optional.empty();
    }
    Address address = Address.parse(text.get()).orElseThrow();
    if (!address.userInfo().isEmpty()) {
      value.error("has a user inside the address", "write username and password as own keys");
      return Optional.empty();
    }
    if (!address.rest().matches("/?")) {
      value.error("has a path, which means nothing here", "write " + example);
      return Optional.empty();
    }
    int usual = Objects.requireNonNullElse(ports.get(address.scheme()), 0);
    if (address.port() < 0 && usual == 0) {
      value.error("has no port", "write " + example);
      return Optional.empty();
    }
    return Optional.of(new Endpoint(address.scheme(), address.hostPort(usual)));
  }

  /**
   * A bare {@code host:port}.
   *
   * @param usual the port where none is written; 0 when one must be
   * @param least 0 where the system may choose the port, else 1
   */
  public static Optional<HostPort> hostPort(Value value, String written, int usual, int least) {
    Optional<Address> address = Address.parse("x://" + written);
    boolean good =
        address.isPresent()
            && address.get().userInfo().isEmpty()
            && address.get().rest().isEmpty()
            && !address.get().host().isEmpty()
            && (address.get().port() >= 0 || usual > 0);
    if (!good) {
      value.error("is no address and port", "write host:port, an IPv6 address in [ ]");
      return Optional.empty();
    }
    HostPort found = address.get().hostPort(usual);
    return isPort(value, found.port(), least) ? Optional.of(found) : Optional.empty();
  }

  /** A webhook's address is a credential, also where it is written out: its host alone is shown. */
  public static SecretText hidden(SecretText url) {
    Address address = Address.parse(url.reveal()).orElseThrow();
    boolean placeholder = url.toString().contains("${secret:");
    return placeholder
        ? url
        : SecretText.of(url.reveal(), address.scheme() + "://" + address.host() + "/…");
  }

  private static boolean checked(Value value, String text, List<String> schemes, String example) {
    value.as(new Asked.Url(schemes));
    Optional<Address> address = Address.parse(text);
    if (address.isEmpty()) {
      value.error("is no address", "write " + example);
      return false;
    }
    if (!schemes.contains(address.get().scheme())) {
      value.error("must begin with " + beginnings(schemes), "write " + example);
      return false;
    }
    if (address.get().host().isEmpty()) {
      value.error("names no host", "write " + example);
      return false;
    }
    return address.get().port() < 0 || isPort(value, address.get().port(), 1);
  }

  static String beginnings(List<String> schemes) {
    return Words.either(schemes.stream().sorted().map(each -> each + "://").toList());
  }

  private static boolean isPort(Value value, int port, int least) {
    if (port < least || port > 65535) {
      value.error("the port does not exist", "write a port from " + least + " to 65535");
      return false;
    }
    return true;
  }
}
