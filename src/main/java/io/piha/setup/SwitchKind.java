package io.piha.setup;

import static io.piha.setup.Question.plain;
import static io.piha.setup.Question.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The switches that can be set up by answering questions: every driver there is. An {@code http}
 * switch is described by three requests; the rest of what it can be told goes into the file.
 */
@SuppressWarnings("ImmutableEnumChecker") // the list and the map are copies that nobody can change
public enum SwitchKind implements Form {
  SNMP_2C(
      "snmp", "2c", List.of(plain("address", "192.168.1.2:161"), secret("community", "private"))),
  SNMP_3(
      "snmp",
      "3",
      List.of(
          plain("address", "192.168.1.2:161"),
          plain("user", "piha"),
          plain("auth", "SHA-256"),
          secret("auth_key", ""),
          plain("privacy", "AES-128"),
          secret("privacy_key", ""))),
  UNIFI("unifi", web("https://192.168.1.1", plain("device", "aa:bb:cc:dd:ee:ff"))),
  /** Without an account: reads and cycles, and cannot hold a port off. */
  UNIFI_KEY(
      "unifi",
      List.of(
          plain("url", "https://192.168.1.1"),
          plain("device", "aa:bb:cc:dd:ee:ff"),
          secret("api_key", ""),
          plain("fingerprint", "AB:CD:…"))),
  MIKROTIK("mikrotik", web("https://192.168.1.2")),
  OMADA("omada", web("https://192.168.1.3:8043", plain("device", "AA-BB-CC-DD-EE-FF"))),
  OMADA_CLIENT(
      "omada",
      List.of(
          plain("url", "https://192.168.1.3:8043"),
          plain("device", "AA-BB-CC-DD-EE-FF"),
          plain("client_id", "0a1b2c3d4e5f"),
          secret("client_secret", ""),
          plain("fingerprint", "AB:CD:…"))),
  OPENWRT("openwrt", web("https://192.168.1.2")),
  HTTP(
      "http",
      List.of(
          plain("on.url", "http://192.168.1.9/port/{port}/on"),
          plain("on.body", "power=1"),
          plain("off.url", "http://192.168.1.9/port/{port}/off"),
          plain("off.body", "power=0"),
          plain("method", "POST"),
          plain("status.url", "http://192.168.1.9/port/{port}"),
          plain("status.on_when", "\"power\":\\s*1"),
          plain("status.off_when", "\"power\":\\s*0"),
          secret("authorization", ""),
          plain("fingerprint", "AB:CD:…")));

  private final Map<String, String> fixed;
  private final List<Question> questions;

  SwitchKind(String driver, List<Question> questions) {
    this.fixed = Map.of("driver", driver);
    this.questions = List.copyOf(questions);
  }

  SwitchKind(String driver, String version, List<Question> questions) {
    this.fixed = new Ordered().with("driver", driver).with("version", version).map();
    this.questions = List.copyOf(questions);
  }

  /** A web interface: where, which device, who, and which certificate. */
  private static List<Question> web(String example, Question... device) {
    List<Question> all = new ArrayList<>(List.of(plain("url", example)));
    all.addAll(List.of(device));
    all.add(plain("username", "piha"));
    all.add(secret("password", ""));
    all.add(plain("fingerprint", "AB:CD:…"));
    return all;
  }

  /** Whether a port can be held off while another leads; else it can only be cycled. */
  boolean holdsOff() {
    return this != UNIFI_KEY;
  }

  @Override
  public List<Question> questions() {
    return questions;
  }

  @Override
  public Map<String, String> fixed() {
    return fixed;
  }
}
