package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of mistake, made in the smallest site, is found at its line and column. */
class FindingsTest {
  @TempDir Path folder;

  private static final String SWITCH =
      "rack: {driver: snmp, address: \"192.168.1.2:161\", community: public}";

  private Finding only(String text) {
    List<Finding> findings = Configurations.findings(text, folder);
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private Finding changed(String from, String to) {
    assertThat(Configurations.SMALLEST).contains(from);
    return only(Configurations.SMALLEST.replace(from, to));
  }

  private static void isAt(Finding finding, int line, int column, String message, String remedy) {
    assertThat(finding.line() + ":" + finding.column() + " " + finding.message())
        .startsWith(line + ":" + column + " ")
        .contains(message);
    assertThat(finding.remedy()).contains(remedy);
  }

  @Test
  void anUnknownKeyIsFoundWithTheOneThatWasMeant() {
    isAt(
        changed("requests: open\n", "requests: open\nwitneses: []\n"),
        4,
        1,
        "'witneses' is not known",
        "did you mean 'witnesses'?");
  }

  @Test
  void anUnknownKeyDeepInsideIsFound() {
    isAt(
        changed("role: standby\n", "role: standby\n        rolle: x\n"),
        14,
        9,
        "'rolle' is not known",
        "did you mean 'role'?");
  }

  @Test
  void aFileOfALaterVersionIsRefused() {
    isAt(
        changed("requests: open\n", "requests: open\nversion: 2\n"),
        4,
        10,
        "this file is of version 2, and this PiHA knows 1",
        "install the later PiHA");
    assertThat(Configurations.findings(Configurations.SMALLEST + "version: 1\n", folder)).isEmpty();
  }

  @Test
  void aWrongTypeIsFound() {
    isAt(changed("requests: open", "requests: [open]"), 3, 1, "expected text, found a list", "");
    isAt(changed("port: 8", "port: true"), 11, 37, "expected text, found true or false", "quotes");
    isAt(
        changed("switches:\n", "power_guard: 8\nswitches:\n"),
        15,
        14,
        "expected a map, found a single value",
        "");
  }

  @Test
  void aNumberInQuotesOrOutOfBoundsIsFound() {
    isAt(
        changed("switches:\n", "power_guard: {max_per_day: \"3\"}\nswitches:\n"),
        15,
        28,
        "expected a whole number, found '3'",
        "without quotes");
    isAt(
        changed("switches:\n", "power_guard: {max_per_day: -1}\nswitches:\n"),
        15,
        28,
        "-1 is out of bounds",
        "from 0");
  }

  @Test
  void aTruthValueOfOldYamlIsFound() {
    isAt(
        changed("switches:\n", "    recovery: {power_cycle: yes}\nswitches:\n"),
        15,
        29,
        "expected true or false, found 'yes'",
        "write true");
  }

  @Test
  void aMissingSecretIsFoundWhereItIsUsed() {
    isAt(
        changed("community: public", "community: \"${secret:poe}\""),
        16,
        63,
        "the secret 'poe' is missing",
        "secrets_file");
    Configurations.secretsFile(folder, "poe_community: Qz7community\n");
    isAt(
        only(
            "secrets_file: secrets.yaml\n"
                + Configurations.SMALLEST.replace("public", "\"${secret:poe_comunity}\"")),
        17,
        63,
        "the secret 'poe_comunity' is missing",
        "did you mean 'poe_community'?");
  }

  @Test
  void aMissingEnvironmentVariableIsFound() {
    isAt(
        changed("site: home", "site: ${env:NOT_SET}"),
        1,
        7,
        "the environment variable 'NOT_SET' is not set",
        "");
    assertThat(
            Configurations.site(
                    Configurations.SMALLEST.replace("site: home", "site: my ${env:HOME_NAME}"),
                    folder)
                .name())
        .isEqualTo("my home");
  }

  @Test
  void aMisspeltOrOpenPlaceholderIsFoundButTheShellsAreLeftAlone() {
    isAt(
        changed("community: public", "community: \"${secrets:poe}\""),
        16,
        63,
        "the placeholder kind 'secrets' is not known",
        "${secret:poe}");
    isAt(
        changed("community: public", "community: \"${secret:poe\""),
        16,
        63,
        "a placeholder is not closed",
        "");
    assertThat(
            Configurations.findings(
                Configurations.SMALLEST.replace(
                    "community: public", "community: \"${VAR:-x}${HOME}\""),
                folder))
        .isEmpty();
  }

  @Test
  void aSecretInAPlaceThatIsShownIsRefused() {
    Configurations.secretsFile(folder, "name: Qz7name\n");
    isAt(
        only(
            "secrets_file: secrets.yaml\n"
                + Configurations.SMALLEST.replace("site: home", "site: ${secret:name}")),
        2,
        7,
        "cannot hold a secret, because it is shown",
        "");
  }

  @Test
  void aSecretWithALineBreakIsFound() {
    Configurations.secretsFile(folder, "poe: |\n  Qz7community\n");
    isAt(
        only(
            "secrets_file: secrets.yaml\n"
                + Configurations.SMALLEST.replace("public", "\"${secret:poe}\"")),
        17,
        63,
        "line break",
        "one line");
  }

  @Test
  void aHostWithoutProbesIsFound() {
    isAt(
        changed("        probes: {api: {url: \"http://b:8123/manifest.json\"}}\n", ""),
        12,
        7,
        "no probes",
        "probes: {api:");
  }

  @Test
  void twoHostsOnOnePortAreFoundInAnySpelling() {
    isAt(
        changed("role: standby", "role: standby\n        power: {switch: rack, port: \"1.08\"}"),
        14,
        37,
        "the port rack/8 already powers a",
        "a port of its own");
  }

  @Test
  void aHeartbeatTimeoutUnderThreeHeartbeatsIsFound() {
    isAt(
        changed(
            "switches:\n",
            "    timing: {heartbeat_every: 30s, heartbeat_timeout: 89s}\nswitches:\n"),
        15,
        55,
        "heartbeat_timeout (89s) is under three heartbeat_every (30s)",
        "90s");
    isAt(
        changed("switches:\n", "    timing: {heartbeat_every: 31s}\nswitches:\n"),
        15,
        31,
        "under three",
        "93s");
  }

  @Test
  void aProbeThatOutlastsItsIntervalIsAWarning() {
    Finding finding = changed("switches:\n", "    timing: {probe_timeout: 10s}\nswitches:\n");
    isAt(finding, 15, 29, "a probe may take longer", "shorter");
    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
  }

  @Test
  void aFenceThatTheDriverCannotDoIsFound() {
    String unifi = "rack: {driver: unifi, url: \"https://unifi\", api_key: k, device: d}";
    isAt(changed(SWITCH, unifi), 11, 25, "can only cycle a port", "fence: cycle");
    isAt(
        only(
            Configurations.SMALLEST
                .replace(SWITCH, unifi)
                .replace("switches:\n", "    recovery: {fence: hold_off}\nswitches:\n")),
        15,
        23,
        "fence: hold_off cannot be done: the switch rack (unifi) of host a can only cycle",
        "");
    assertThat(
            Configurations.findings(
                Configurations.SMALLEST
                    .replace(SWITCH, unifi)
                    .replace("switches:\n", "    recovery: {fence: cycle}\nswitches:\n"),
                folder))
        .isEmpty();
  }

  @Test
  void fenceCycleWithoutPowerCycleIsFound() {
    isAt(
        changed("switches:\n", "    recovery: {fence: cycle, power_cycle: false}\nswitches:\n"),
        15,
        23,
        "power_cycle is false",
        "power_cycle: true");
  }

  @Test
  void anUnknownSwitchIsFound() {
    isAt(
        changed("switch: rack", "switch: rock"),
        11,
        25,
        "the switch 'rock' is not known",
        "did you mean 'rack'?");
  }

  @Test
  void aPortThatMayNeverBeTouchedIsFound() {
    isAt(
        changed("community: public", "community: public, never: [24, \"1.8\"]"),
        11,
        37,
        "the port rack/8 is one that may never be touched",
        "never");
  }

  @Test
  void noPrimaryAndTwoPrimariesAreFound() {
    isAt(changed("role: primary", "role: standby"), 7, 5, "no primary", "role: primary");
    isAt(
        changed("role: standby", "role: primary"),
        13,
        15,
        "a second primary; the first is a",
        "role: standby");
  }

  @Test
  void aCycleThatCanNeverBeConfirmedIsAWarning() {
    String blind =
        Configurations.SMALLEST
            .replace(
                "snmp, address: \"192.168.1.2:161\", community: public",
                "http, cycle: {url: \"http://192.168.1.2/{port}\"}")
            .replace("\nswitches:", "\n    recovery: {fence: cycle}\nswitches:");
    Finding finding = only(blind);
    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
    isAt(finding, 11, 25, "a cycle can never be confirmed", "status");
  }

  @Test
  void aServiceWithoutStandbyIsAWarning() {
    Finding finding = only(Configurations.SMALLEST.replaceFirst("(?s)      b:.*?(?=switches)", ""));
    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
    isAt(finding, 7, 5, "no standby", "");
  }
}
