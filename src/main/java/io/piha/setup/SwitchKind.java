package io.piha.setup;

import static io.piha.setup.Question.plain;
import static io.piha.setup.Question.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The switches that can be set up by answering questions. All of them can hold a port off and read
 * it back; what an {@code http} switch understands has to be described in the file.
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
  MIKROTIK("mikrotik", web("https://192.168.1.2")),
  OMADA("omada", web("https://192.168.1.3:8043", plain("device", "AA-BB-CC-DD-EE-FF"))),
  OPENWRT("openwrt", web("https://192.168.1.2"));

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

  @Override
  public List<Question> questions() {
    return questions;
  }

  @Override
  public Map<String, String> fixed() {
    return fixed;
  }
}
