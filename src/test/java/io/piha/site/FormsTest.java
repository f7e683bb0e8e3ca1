package io.piha.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses, durations, topics and words in a wrong form are found where they stand. */
class FormsTest {
  @TempDir Path folder;

  private void found(String from, String to, int line, int column, String message) {
    assertThat(Configurations.SMALLEST).contains(from);
    List<Finding> findings =
        Configurations.findings(Configurations.SMALLEST.replace(from, to), folder);
    assertThat(findings).hasSize(1);
    Finding only = findings.getFirst();
    assertThat(only.line() + ":" + only.column() + " " + only.message())
        .startsWith(line + ":" + column + " ")
        .contains(message);
    assertThat(only.remedy()).isNotEmpty();
  }

  private void appended(String line, int column, String message) {
    found("switches:\n", line + "\nswitches:\n", 15, column, message);
  }

  @Test
  void aBrokerOfAnotherSchemeIsFound() {
    found("mqtt://", "http://", 2, 13, "must begin with mqtt:// or mqtts://");
    found("mqtt://127", "127", 2, 13, "is no address");
    found("mqtt://127", "mqtt://u:Qz7@127", 2, 13, "has a user inside");
    found(":1883", ":99999", 2, 13, "the port does not exist");
  }

  @Test
  void aProbeThatIsNoWebAddressIsFound() {
    found("\"http://a:8123/manifest.json\"", "\"ftp://a/\"", 10, 29, "must begin with http://");
    found("\"http://a:8123/manifest.json\"", "\"http://a b/\"", 10, 29, "is no address");
    found("\"http://a:8123/manifest.json\"", "\"http:///x\"", 10, 29, "names no host");
  }

  @Test
  void aDurationWithoutUnitIsFound() {
    appended("    timing: {probe_every: 90}", 27, "'90' has no unit");
    appended("    timing: {probe_every: 9 min}", 27, "'9 min' is no duration");
  }

  @Test
  void aDurationOfNothingOrLessIsFound() {
    appended("    timing: {probe_every: 0s}", 27, "must be longer than nothing");
    appended("    timing: {probe_every: -5s}", 27, "cannot be negative");
    assertThat(
            Configurations.findings(
                Configurations.SMALLEST.replace(
                    "switches:\n", "    timing: {partial_grace: 0s}\nswitches:\n"),
                folder))
        .isEmpty();
  }

  @Test
  void aTopicPrefixThatCannotWorkIsFound() {
    appended("    topic_prefix: piha/+/x", 19, "wildcard");
    appended("    topic_prefix: \"piha/#\"", 19, "wildcard");
    appended("    topic_prefix: $SYS/x", 19, "begins with $");
    appended("    topic_prefix: /piha", 19, "begins with a slash");
    appended("    topic_prefix: piha/", 19, "ends with a slash");
    appended("    topic_prefix: piha//x", 19, "empty level");
    appended("    topic_prefix: piha/control", 19, "the control plane's own");
  }

  @Test
  void topicPrefixesThatCollideAreFound() {
    String other =
        """
          other:
            topic_prefix: %s
            hosts:
              a: {role: primary, probes: {p: {url: "http://a/"}}}
              b: {role: standby, probes: {p: {url: "http://b/"}}}
        switches:
        """;
    found("switches:\n", other.formatted("piha/leader/ha"), 16, 19, "that of the service ha too");
    found("switches:\n", other.formatted("piha/leader"), 16, 19, "lies within that of the service");
  }

  @Test
  void aDashboardOpenToTheNetworkWithoutTokenIsFound() {
    appended("dashboard: {listen: \"0.0.0.0:8480\"}", 21, "open to the network");
    appended("dashboard: {listen: here}", 21, "no address and port");
    assertThat(
            Configurations.findings(
                Configurations.SMALLEST.replace(
                    "switches:\n",
                    "dashboard: {listen: \"0.0.0.0:8480\", token: abc}\nswitches:\n"),
                folder))
        .isEmpty();
  }

  @Test
  void anUnknownAlertKindOrFormatIsFound() {
    appended("alerts: [{kind: pigeon}]", 17, "'pigeon' is not webhook, email or homeassistant");
    appended(
        "alerts: [{kind: webhook, url: \"http://h/\", format: slak}]", 52, "'slak' is not json");
    appended("alerts: [{kind: webhook, url: \"http://h/\", format: telegram}]", 10, "is missing");
  }

  @Test
  void anAlertWithoutWhatItNeedsIsFound() {
    appended("alerts: [{url: \"http://h/\"}]", 10, "is missing");
    appended("alerts: [{kind: webhook}]", 10, "is missing");
    appended("alerts: [{kind: webhook, url: \"ftp://h/\"}]", 31, "must begin with http://");
    appended("alerts: [{kind: homeassistant, url: \"http://h\"}]", 10, "is missing");
    appended(
        "alerts: [{kind: homeassistant, url: \"http://h\", token: t, service: \"a b\"}]",
        68,
        "is no notify action");
    appended("alerts: [{kind: webhook, url: \"http://h/\", tokn: t}]", 44, "'tokn' is not known");
  }

  @Test
  void aMailThatCannotGoOutIsFound() {
    String mail = "alerts: [{kind: email, smtp: \"smtps://m\", from: %s, to: %s}]";
    appended(mail.formatted("nobody", "[a@b]"), 49, "'nobody' is no mail address");
    appended(mail.formatted("a@b", "[a@b, here]"), 64, "'here' is no mail address");
    appended(mail.formatted("a@b", "[]"), 54, "names nobody");
    appended(
        "alerts: [{kind: email, smtp: \"http://m\", from: a@b, to: [c@d]}]", 30, "must begin with");
    appended("alerts: [{kind: email, from: a@b, to: [c@d]}]", 10, "is missing");
  }

  @Test
  void whenToTellMustMakeSense() {
    appended("alerting: {quiet_hours: \"22-7\"}", 25, "'22-7' are no hours");
    appended("alerting: {quiet_hours: \"22:00-24:00\"}", 25, "are no hours");
    appended("alerting: {quiet_hours: \"07:00-07:00\"}", 25, "begin when they end");
    appended("alerting: {zone: Europe/Nowhere}", 18, "'Europe/Nowhere' is no time zone");
    appended("alerting: {escalate_after: soon}", 28, "'soon' is no duration");
    appended("alerting: {repeat_every: 0s}", 26, "must be longer than nothing");
    appended("alerting: {watchdog: {every: 1m}}", 12, "is missing");
    appended("alerting: {watchdog: {url: \"hc.example\"}}", 28, "is no address");
    appended("alerting: {silence: 2h}", 12, "'silence' is not known");
  }

  @Test
  void aCopyWithoutAnAddressIsFound() {
    appended("syslog: {address: \"http://h\"}", 19, "must begin with tcp://");
    appended("syslog: {}", 1, "is missing");
    appended("influx: {url: \"http://h\", org: o, bucket: b}", 1, "is missing");
  }

  @Test
  void aMisspeltDriverIsFound() {
    found("driver: snmp", "driver: smnp", 16, 18, "'smnp' is not snmp, unifi");
  }

  @Test
  void anSnmpUserWithHalfItsKeysIsFound() {
    found("community: public", "version: 3, user: u, auth: SHA-256", 16, 79, "come together");
    found(
        "community: public",
        "version: 3, user: u, auth: SHA-257, auth_key: 12345678",
        16,
        79,
        "no protocol known here");
    found("community: public", "version: 4", 16, 61, "'4' is not 2c or 3");
  }

  @Test
  void aBranchMirroredOntoItselfIsFound() {
    appended("    sync: {repository: /r.git, source: x, target: x}", 51, "the same branch");
    appended("    sync: {repository: /r.git, source: \"a..b\"}", 40, "cannot be a branch");
  }

  @Test
  void theBrokerAsWitnessIsAWarningAndDoesNotCount() {
    String text = Configurations.SMALLEST.replace("tcp://192.168.1.1:53", "tcp://localhost:1883");
    assertThat(Configurations.findings(text, folder).getFirst().message())
        .contains("the broker is no witness");
    assertThat(Configurations.site(text, folder).witnesses())
        .isEqualTo(List.of(new Witness.OfSwitch("rack")));
  }

  @Test
  void aNameThatDoesNotFitIntoATopicIsFound() {
    found("  ha:\n", "  \"h/a\":\n", 6, 3, "'h/a' cannot name a service");
  }

  @Test
  void allMistakesAreFoundAtOnce() {
    String text =
        Configurations.SMALLEST
            .replace("site: home", "sight: home")
            .replace("mqtt://", "http://")
            .replace("role: standby", "role: slave")
            .replace("switch: rack", "switch: rock")
            .replace("community", "comunity");
    assertThat(Configurations.findings(text, folder))
        .extracting(each -> each.line() + ":" + each.column())
        .containsExactly("1:1", "1:1", "2:13", "11:25", "13:15", "16:3", "16:52");
  }
}
