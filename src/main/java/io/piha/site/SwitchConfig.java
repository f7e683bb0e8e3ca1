package io.piha.site;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A switch that powers hosts; one record per driver. */
public sealed interface SwitchConfig {

  /** How long a command may take until the port reads back so, where the file says nothing. */
  Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

  /** Its name in this file. */
  String name();

  /** How long a command may take until the port reads back so; the off time not included. */
  Duration deadline();

  /** Ports that are never touched, such as the uplink. */
  List<String> never();

  /** What the driver can do there. */
  Set<Capability> capabilities();

  /** The driver's name as it stands in the file. */
  default String driver() {
    return switch (this) {
      case Snmp _ -> "snmp";
      case Unifi _ -> "unifi";
      case Mikrotik _ -> "mikrotik";
      case Omada _ -> "omada";
      case Openwrt _ -> "openwrt";
      case Http _ -> "http";
    };
  }

  /**
   * SNMP with the power Ethernet MIB (RFC 3621).
   *
   * @param address where the agent listens
   * @param tcp whether it is asked over TCP instead of UDP
   * @param access version and credentials
   * @param group the {@code pethPsePortGroupIndex} of ports written without one
   * @param timeout how long one attempt waits for its answer
   * @param retries attempts after the first
   */
  record Snmp(
      String name,
      HostPort address,
      boolean tcp,
      SnmpAccess access,
      int group,
      Duration timeout,
      int retries,
      Duration deadline,
      List<String> never)
      implements SwitchConfig {
    public Snmp {
      never = List.copyOf(never);
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.ON_OFF, Capability.READ);
    }
  }

  /**
   * A UniFi console.
   *
   * @param login a key for the integration API, which can cycle and read but not switch, or an
   *     account for the classic one, which can do all
   * @param site the console's site
   * @param device the switch: its id or MAC address
   */
  record Unifi(
      String name,
      SecretText url,
      Login login,
      String site,
      String device,
      Trust trust,
      Duration deadline,
      List<String> never)
      implements SwitchConfig {
    public Unifi {
      never = List.copyOf(never);
    }

    @Override
    public Set<Capability> capabilities() {
      return switch (login) {
        case Login.ApiKey _ -> Set.of(Capability.CYCLE, Capability.READ);
        case Login.Account _, Login.Client _, Login.Both _ -> Capability.ALL;
      };
    }
  }

  /** MikroTik RouterOS 7 over REST; ports are interface names. */
  record Mikrotik(
      String name,
      SecretText url,
      Login.Account login,
      Trust trust,
      Duration deadline,
      List<String> never)
      implements SwitchConfig {
    public Mikrotik {
      never = List.copyOf(never);
    }

    @Override
    public Set<Capability> capabilities() {
      return Capability.ALL;
    }
  }

  /**
   * A TP-Link Omada controller.
   *
   * @param login a client of the Open API, an account of the web interface, or both
   * @param controller its {@code omadacId}; asked of the controller when absent
   * @param site the controller's site
   * @param device the switch's MAC address
   */
  record Omada(
      String name,
      SecretText url,
      Login login,
      Optional<String> controller,
      String site,
      String device,
      Trust trust,
      Duration deadline,
      List<String> never)
      implements SwitchConfig {
    public Omada {
      never = List.copyOf(never);
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.ON_OFF, Capability.READ);
    }
  }

  /** OpenWrt with realtek-poe, over ubus; ports are interface names such as {@code lan5}. */
  record Openwrt(
      String name,
      SecretText url,
      Login.Account login,
      Trust trust,
      Duration deadline,
      List<String> never)
      implements SwitchConfig {
    public Openwrt {
      never = List.copyOf(never);
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.ON_OFF, Capability.READ);
    }
  }

  /**
   * Anything that can be told by plain HTTP requests.
   *
   * @param on switches a port on; comes together with {@code off}
   * @param off switches a port off
   * @param cycle does both
   * @param status tells how a port stands
   */
  record Http(
      String name,
      Optional<HttpCall> on,
      Optional<HttpCall> off,
      Optional<HttpCall> cycle,
      Optional<HttpStatus> status,
      Trust trust,
      Duration deadline,
      List<String> never)
      implements SwitchConfig {
    public Http {
      never = List.copyOf(never);
    }

    @Override
    public Set<Capability> capabilities() {
      EnumSet<Capability> can = EnumSet.noneOf(Capability.class);
      if (on.isPresent() && off.isPresent()) {
        can.add(Capability.ON_OFF);
      }
      if (cycle.isPresent()) {
        can.add(Capability.CYCLE);
      }
      if (status.isPresent()) {
        can.add(Capability.READ);
      }
      return Collections.unmodifiableSet(can);
    }
  }
}
