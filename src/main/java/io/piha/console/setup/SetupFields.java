package io.piha.console.setup;

import io.piha.setup.AlertKind;
import io.piha.setup.Answers;
import io.piha.setup.BrokerAnswer;
import io.piha.setup.ContainersAnswer;
import io.piha.setup.OperatorKey;
import io.piha.setup.SwitchKind;
import io.piha.site.Containers;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/** Everything that is typed and chosen, and what it comes to. */
final class SetupFields {
  final Field site = Field.plain("site", "site", "home", "home");
  final Field brokerUrl = Field.plain("brokerUrl", "broker", "mqtt://192.168.1.4:1883", "");
  final Field brokerUser = Field.plain("brokerUser", "username", "piha-control", "");
  final Field brokerPassword = Field.secret("brokerPassword", "password");
  final Field brokerCa = Field.plain("brokerCa", "ca_file", "/etc/ssl/house-ca.pem", "");
  final HostFields primary = new HostFields("primary", "haos");
  final HostFields standby = new HostFields("standby", "standby");
  final BooleanProperty hasStandby = new SimpleBooleanProperty(true);
  final FormFields<SwitchKind> power = new FormFields<>("switch", SwitchKind.class);
  final Field witness = Field.plain("witness", "witness", "tcp://192.168.1.1:53", "");

  final BooleanProperty hasContainers = new SimpleBooleanProperty(false);
  final Field engine = Field.plain("containerEngine", "engine", Containers.DEFAULT_ENGINE, "");
  final Field watch = Field.plain("containerWatch", "watch", "mariadb, mosquitto", "");

  /** Whether the standby may lead though the primary cannot be switched off. */
  final BooleanProperty unfenced = new SimpleBooleanProperty(true);

  final List<FormFields<AlertKind>> ways =
      List.of(
          new FormFields<>("first", AlertKind.class), new FormFields<>("second", AlertKind.class));

  private final OperatorKey operator;

  SetupFields(OperatorKey operator) {
    this.operator = operator;
  }

  List<Field> broker() {
    return List.of(site, brokerUrl, brokerUser, brokerPassword, brokerCa);
  }

  Answers answers() {
    return new Answers(
        site.text(),
        new BrokerAnswer(
            brokerUrl.text(), brokerUser.text(), brokerPassword.text(), brokerCa.text()),
        primary.answer(),
        hasStandby.get() ? Optional.of(standby.answer()) : Optional.empty(),
        power.filled(),
        unfenced.get(),
        witness.text(),
        hasContainers.get()
            ? Optional.of(new ContainersAnswer(engine.text(), watch.text()))
            : Optional.empty(),
        ways.stream().flatMap(each -> each.filled().stream()).toList(),
        Optional.of(operator));
  }

  /** Neither a switch nor anything else outside this machine is named. */
  boolean seesNobody() {
    return power.kind().get().isEmpty() && witness.text().isBlank();
  }

  /** The primary cannot be switched off, though somebody waits to take over. */
  boolean cannotFence() {
    return hasStandby.get() && (power.kind().get().isEmpty() || primary.port.text().isBlank());
  }
}
