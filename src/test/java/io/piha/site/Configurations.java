package io.piha.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Configurations for tests: the complete example, and the smallest that is valid. */
final class Configurations {
  /** Values that occur nowhere else, so that a leak is seen. */
  static final Map<String, String> SECRETS =
      Map.of(
          "mqtt_password", "Qz7mqttpassword",
          "alice_key", "Qz7alicekeyalicekeyalicekey",
          "haos_token", "Qz7haostoken",
          "standby_token", "Qz7standbytoken",
          "poe_community", "Qz7community",
          "webhook_url", "https://hooks.example.org/Qz7webhook",
          "smtp", "Qz7smtp",
          "influx", "Qz7influx");

  static final String SMALLEST =
      """
      site: home
      mqtt: {url: "mqtt://127.0.0.1:1883"}
      requests: open
      witnesses: ["tcp://192.168.1.1:53"]
      services:
        ha:
          hosts:
            a:
              role: primary
              probes: {api: {url: "http://a:8123/manifest.json"}}
              power: {switch: rack, port: 8}
            b:
              role: standby
              probes: {api: {url: "http://b:8123/manifest.json"}}
      switches:
        rack: {driver: snmp, address: "192.168.1.2:161", community: public}
      """;

  private Configurations() {}

  /** The complete example, its secrets file lying in that folder. */
  static String complete(Path folder) {
    try (InputStream in = Configurations.class.getResourceAsStream("complete.yaml")) {
      if (in == null) {
        throw new IllegalStateException("complete.yaml is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("/etc/piha-control/secrets.yaml", secretsFile(folder).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A secrets file with all of {@link #SECRETS}. */
  static Path secretsFile(Path folder) {
    StringBuilder text = new StringBuilder();
    SECRETS.forEach((name, value) -> text.append(name + ": \"" + value + "\"\n"));
    return secretsFile(folder, text.toString());
  }

  /** A secrets file with that text, readable by its owner alone. */
  static Path secretsFile(Path folder, String text) {
    try {
      Path file = folder.resolve("secrets.yaml");
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All findings of a text, warnings included. */
  static List<Finding> findings(String text, Path folder) {
    return switch (SiteLoader.loadText("piha.yaml", text, folder, Map.of("HOME_NAME", "home"))) {
      case Loaded.Valid valid -> valid.warnings();
      case Loaded.Invalid invalid -> invalid.findings();
    };
  }

  /** The site of a text that must be valid. */
  static Site site(String text, Path folder) {
    return switch (SiteLoader.loadText("piha.yaml", text, folder, Map.of("HOME_NAME", "home"))) {
      case Loaded.Valid valid -> valid.site();
      case Loaded.Invalid invalid -> throw new AssertionError(invalid.findings());
    };
  }
}
