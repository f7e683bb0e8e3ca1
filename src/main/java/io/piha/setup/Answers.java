package io.piha.setup;

import java.util.List;
import java.util.Optional;

/**
 * Everything that the guided set-up asks.
 *
 * @param site what the house is called
 * @param standby empty when nobody can take over
 * @param powerSwitch empty when no port can be switched
 * @param unfenced whether the standby may be promoted though the old leader cannot be switched off;
 *     counts for hosts without a port only
 * @param witness what testifies that our own network is whole, such as {@code
 *     tcp://192.168.1.1:53}; blank leaves that to the switch
 * @param containers what runs beside the hosts and is watched; empty for nothing
 * @param alerts ways to tell a person
 * @param operatorKey the key of an operator who may ask over MQTT; empty for none
 */
public record Answers(
    String site,
    BrokerAnswer broker,
    HostAnswer primary,
    Optional<HostAnswer> standby,
    Optional<Filled<SwitchKind>> powerSwitch,
    boolean unfenced,
    String witness,
    Optional<ContainersAnswer> containers,
    List<Filled<AlertKind>> alerts,
    Optional<OperatorKey> operatorKey) {

  public Answers {
    alerts = List.copyOf(alerts);
  }

  /** What was answered up to that section, with stand-ins where a whole file needs more. */
  Answers upTo(Section section) {
    boolean power = section.compareTo(Section.POWER) >= 0;
    HostAnswer first = section == Section.BROKER ? HostAnswer.LATER : primary;
    return new Answers(
        site,
        broker,
        power ? first : first.withoutPort(),
        section.compareTo(Section.STANDBY) < 0
            ? Optional.empty()
            : power ? standby : standby.map(HostAnswer::withoutPort),
        power ? powerSwitch : Optional.empty(),
        unfenced,
        power ? witness : "",
        section.compareTo(Section.CONTAINERS) >= 0 ? containers : Optional.empty(),
        section.compareTo(Section.ALERTS) >= 0 ? alerts : List.of(),
        section == Section.ALL ? operatorKey : Optional.empty());
  }
}
