package io.piha.poe.unifi;

import io.piha.arbiter.PortReading;
import io.piha.poe.Attached;
import io.piha.poe.PortRow;
import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.RestClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** One of the two ways to speak with a UniFi console. */
sealed interface UnifiApi permits ClassicApi, IntegrationApi {

  PortReading read(RestClient.Round round, int port) throws SwitchTrouble;

  void set(RestClient.Round round, int port, boolean on, BooleanSupplier permit)
      throws SwitchTrouble;

  void cycle(RestClient.Round round, int port, BooleanSupplier permit) throws SwitchTrouble;

  Duration uptime(RestClient.Round round) throws SwitchTrouble;

  List<PortRow> ports(RestClient.Round round) throws SwitchTrouble;

  List<Attached> attached(RestClient.Round round) throws SwitchTrouble;

  /** Whether a device's id or MAC address is the one that the site file names. */
  static boolean isNamed(String configured, String id, String mac) {
    return configured.equals(id) || (!mac.isEmpty() && plain(configured).equals(plain(mac)));
  }

  private static String plain(String mac) {
    return mac.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
  }
}
