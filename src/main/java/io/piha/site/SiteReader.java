package io.piha.site;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads the file's outermost map: the plain keys itself, each section by its own reader. */
final class SiteReader {
  private static final Path DATA = Path.of("/var/lib/piha-control");
  private static final Path LOGS = Path.of("/var/log/piha-control");

  /** Of the file's form. A later PiHA may raise it, when an old one would misread the new form. */
  private static final int VERSION = 1;

  private SiteReader() {}

  static Site read(Fields root, Optional<Path> secretsFile) {
    root.take("version").ifPresent(SiteReader::known);
    String name =
        root.require("site", "give the site a name, such as site: home")
            .flatMap(Value::text)
            .orElse("");
    Path data = root.take("data_dir").flatMap(Value::file).orElse(DATA);
    Path logs = root.take("log_dir").flatMap(Value::file).orElse(LOGS);
    Mqtt mqtt =
        root.require("mqtt", "name the broker, such as mqtt: {url: mqtt://127.0.0.1:1883}")
            .flatMap(Value::fields)
            .map(MqttReader::read)
            .orElse(MqttReader.NOWHERE);
    Requests requests =
        root.take("requests").flatMap(each -> each.choice(Requests.class)).orElse(Requests.SIGNED);
    Map<String, Operator> operators =
        root.section("operators").map(OperatorReader::read).orElse(Map.of());
    Map<String, SwitchConfig> switches =
        root.section("switches").map(each -> new SwitchReader().readAll(each)).orElse(Map.of());
    Map<String, Service> services =
        root.require("services", "name at least one service with its hosts")
            .flatMap(Value::fields)
            .map(each -> ServiceReader.readAll(each, switches))
            .orElse(Map.of());
    Site site =
        new Site(
            name,
            data,
            logs,
            secretsFile,
            mqtt,
            requests,
            operators,
            services,
            switches,
            root.section("power_guard").map(PowerGuardReader::read).orElse(PowerGuard.DEFAULT),
            WitnessReader.read(root, mqtt, switches),
            ContainersReader.read(root),
            new AlertReader().readAll(root),
            root.section("alerting").map(AlertingReader::read).orElse(Alerting.DEFAULT),
            root.section("syslog").flatMap(SinkReader::syslog),
            root.section("influx").flatMap(SinkReader::influx),
            SinkReader.dashboard(root),
            root.section("arbiter").map(LeaseReader::read).orElse(new Lease.Local()),
            root.section("checks").map(Checks::read).orElse(Checks.DEFAULT));
    root.take("secrets_file");
    root.done();
    return site;
  }

  private static void known(Value version) {
    version
        .integer(1, Integer.MAX_VALUE)
        .filter(each -> each > VERSION)
        .ifPresent(
            each ->
                version.error(
                    "this file is of version " + each + ", and this PiHA knows " + VERSION,
                    "install the later PiHA that it was written for"));
  }
}
