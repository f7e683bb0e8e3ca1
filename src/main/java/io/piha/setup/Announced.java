package io.piha.setup;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.jmdns.ServiceInfo;
import org.jspecify.annotations.Nullable;

/**
 * The services that are looked for (RFC 6763), and how what they announce is read. Home Assistant's
 * TXT record: its integration {@code zeroconf}.
 */
enum Announced {
  HOME_ASSISTANT("_home-assistant._tcp.local.", Found.Kind.HOME_ASSISTANT, "http"),
  BROKER("_mqtt._tcp.local.", Found.Kind.BROKER, "mqtt"),
  SECURE_BROKER("_secure-mqtt._tcp.local.", Found.Kind.BROKER, "mqtts");

  private static final int LONGEST = 60;

  private final String type;
  private final Found.Kind kind;
  private final String scheme;

  Announced(String type, Found.Kind kind, String scheme) {
    this.type = type;
    this.kind = kind;
    this.scheme = scheme;
  }

  String type() {
    return type;
  }

  /** What was announced; empty when it gives no address. */
  Optional<Found> read(ServiceInfo info) {
    String name = text(info.getPropertyString("location_name"));
    return url(info, text(info.getPropertyString("internal_url")))
        .map(
            url ->
                new Found(
                    kind,
                    name.isEmpty() ? text(info.getName()) : name,
                    url,
                    text(info.getPropertyString("version"))));
  }

  /**
   * By address, for names of mDNS are not known to every resolver; by its own name where it speaks
   * TLS, for its certificate holds for no other.
   */
  private Optional<String> url(ServiceInfo info, String internal) {
    if (kind == Found.Kind.HOME_ASSISTANT && internal.matches("https://[A-Za-z0-9.:-]+/?")) {
      return Optional.of(internal.replaceAll("/$", ""));
    }
    Stream<String> fours = Arrays.stream(info.getInet4Addresses()).map(InetAddress::getHostAddress);
    Stream<String> sixes =
        Arrays.stream(info.getInetAddresses())
            .filter(each -> !(each instanceof Inet4Address) && !each.isLinkLocalAddress())
            .map(each -> "[" + each.getHostAddress().replaceAll("%.*", "") + "]");
    return Stream.concat(fours, sixes)
        .findFirst()
        .map(address -> scheme + "://" + address + ":" + info.getPort());
  }

  /** What others say is shortened, and is one line. */
  private static String text(@Nullable String said) {
    String clean = said == null ? "" : said.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }
}
