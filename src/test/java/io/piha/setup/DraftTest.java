package io.piha.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.alert.channel.EmailAlert;
import io.piha.poe.http.HttpConfig;
import io.piha.poe.snmp.SnmpAccess;
import io.piha.poe.snmp.SnmpConfig;
import io.piha.site.Capability;
import io.piha.site.Fence;
import io.piha.site.Finding;
import io.piha.site.Host;
import io.piha.site.Lease;
import io.piha.site.Loaded;
import io.piha.site.PowerPort;
import io.piha.site.Service;
import io.piha.site.Site;
import io.piha.site.Unfenced;
import io.piha.site.Witness;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {
  private static final Place PLACE = new Place(Path.of("/nowhere/piha.yaml"));

  @Test
  void whatWasAnsweredIsWhatTheLoaderReads() {
    Site site = site(House.ordinary());

    assertThat(site.name()).isEqualTo("home");
    assertThat(site.mqtt().url()).isEqualTo("mqtt://192.168.1.4:1883");
    assertThat(site.mqtt().password().orElseThrow().reveal()).isEqualTo("correct horse");
    assertThat(site.operators()).containsOnlyKeys("alice");
    Service service = Objects.requireNonNull(site.services().get("home-assistant"));
    Host haos = Objects.requireNonNull(service.hosts().get("haos"));
    Host standby = Objects.requireNonNull(service.hosts().get("standby"));
    assertThat(haos.power()).contains(new PowerPort("rack", "8"));
    assertThat(haos.probes().get("core"))
        .satisfies(
            probe -> {
              assertThat(probe.url().reveal()).isEqualTo("http://192.168.1.10:8123/api/");
              assertThat(probe.token().orElseThrow().reveal()).isEqualTo("token-of-haos");
            });
    assertThat(Objects.requireNonNull(haos.probes().get("observer")).url().reveal())
        .isEqualTo("http://192.168.1.10:4357/supervisor/ping");
    assertThat(Objects.requireNonNull(standby.probes().get("core")).url().reveal())
        .as("without a token only what needs none is asked")
        .isEqualTo("http://192.168.1.5:8123/manifest.json");
    assertThat(site.witnesses()).singleElement().isInstanceOf(Witness.Tcp.class);
    assertThat(site.alerts()).hasSize(2);
    assertThat(((EmailAlert) site.alerts().getFirst()).to())
        .containsExactly("alice@example.org", "bob@example.org");
  }

  @Test
  void noSecretStandsInTheConfiguration() {
    Draft draft = Draft.of(House.ordinary(), PLACE);

    assertThat(draft.config())
        .doesNotContain("correct horse", "token-of-haos", "public", "mail secret", "0123456789abc");
    assertThat(draft.toString()).doesNotContain("correct horse", "token-of-haos");
    assertThat(draft.names())
        .containsExactly(
            "mqtt_password",
            "alice_key",
            "haos_token",
            "switch_community",
            "alert_1_password",
            "alert_2_url");
  }

  @Test
  void whatIsNotThereIsLeftOutAndTheLoaderOnlyDoubts() {
    Draft draft = Draft.of(House.minimal(), PLACE);

    assertThat(draft.secrets()).isEmpty();
    assertThat(draft.config()).doesNotContain("switches:", "alerts:", "operators:", "password");
    assertThat(draft.config()).doesNotContain("unfenced_promotion");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutAPortTheChoiceIsWritten(boolean unfenced) {
    Answers all = House.ordinary();
    Answers answers =
        new Answers(
            all.site(),
            all.broker(),
            all.primary(),
            all.standby(),
            Optional.empty(),
            unfenced,
            all.witness(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    Service service = Objects.requireNonNull(site(answers).services().get("home-assistant"));

    assertThat(service.recovery().unfencedPromotion())
        .contains(unfenced ? Unfenced.ALLOW : Unfenced.BLOCK);
    assertThat(Objects.requireNonNull(service.hosts().get("haos")).power()).isEmpty();
  }

  @Test
  void aPrimaryWithAPortKeepsTheSafeDefault() {
    Service service =
        Objects.requireNonNull(site(House.ordinary()).services().get("home-assistant"));

    assertThat(service.recovery().unfencedPromotion()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with \"double\" and 'single' quotes",
        "a: b # c",
        "- {x: [y]}",
        " blanks around ",
        "${secret:other} ${env:HOME} $HOME",
        "pässwörd ключ 鍵 🔑",
        "back\\slash \\n",
        "null",
        "12345",
        "!tag &anchor *alias %d @x `y`",
        "separators \u2028 and \u00a0",
        "~",
        "--- ...",
      })
  void everySecretComesBackToTheLetter(String nasty) {
    Site site = site(House.with(nasty, nasty));

    assertThat(site.mqtt().password().orElseThrow().reveal()).isEqualTo(nasty);
    assertThat(community(site)).isEqualTo(nasty);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"one\ntwo", "x\"\nsite: other\n#", "tab\there", "\u0007bell", "next \u0085 line"})
  void aSecretWithALineBreakIsRefusedAsThatAndNothingElseComesOfIt(String nasty) {
    Loaded loaded = Draft.of(House.with(nasty, "public"), PLACE).load(PLACE, Map.of());

    if (loaded instanceof Loaded.Invalid(List<Finding> findings)) {
      assertThat(findings)
          .filteredOn(each -> each.severity() == Finding.Severity.ERROR)
          .allMatch(each -> each.path().equals("mqtt.password"))
          .allMatch(each -> each.remedy().contains("on one line"));
    } else {
      assertThat(((Loaded.Valid) loaded).site().mqtt().password().orElseThrow().reveal())
          .isEqualTo(nasty);
    }
  }

  private static String community(Site site) {
    SnmpConfig rack = (SnmpConfig) Objects.requireNonNull(site.switches().get("rack"));
    return ((SnmpAccess.Community) rack.access()).community().reveal();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"it's: a \"home\" # 1", "ключ", "yes", "12", "a\nsite: b", "{x}", "- y", "null"})
  void everyNameOfTheHouseComesBackToTheLetter(String nasty) {
    Answers answers = House.minimal();
    Answers named =
        new Answers(
            nasty,
            answers.broker(),
            answers.primary(),
            answers.standby(),
            answers.powerSwitch(),
            answers.unfenced(),
            answers.witness(),
            Optional.empty(),
            answers.alerts(),
            answers.operatorKey());

    switch (Draft.of(named, PLACE).load(PLACE, Map.of())) {
      case Loaded.Valid valid -> assertThat(valid.site().name()).isEqualTo(nasty);
      case Loaded.Invalid invalid ->
          assertThat(invalid.findings())
              .as("refused as a name, and nothing else came of it")
              .filteredOn(each -> each.severity() == Finding.Severity.ERROR)
              .allMatch(each -> each.path().equals("site"));
    }
  }

  @Test
  void aHostThatCannotBeNamedSoIsAMistakeInItsSectionOnly() {
    Answers answers = House.ordinary();
    Answers wrong =
        new Answers(
            answers.site(),
            answers.broker(),
            new HostAnswer("my host: {a}", "http://192.168.1.10:8123", "", "", ""),
            answers.standby(),
            answers.powerSwitch(),
            true,
            "",
            Optional.empty(),
            List.of(),
            Optional.empty());

    assertThat(Draft.part(wrong, Section.BROKER, PLACE, Map.of())).isInstanceOf(Loaded.Valid.class);
    assertThat(Draft.part(wrong, Section.PRIMARY, PLACE, Map.of()))
        .isInstanceOfSatisfying(
            Loaded.Invalid.class,
            it ->
                assertThat(it.findings())
                    .first()
                    .asString()
                    .contains("cannot name a host", "begins with a letter"));
  }

  @Test
  void whatIsMissingIsNamedWithItsRemedy() {
    Answers answers = House.minimal();
    Answers empty =
        new Answers(
            "home",
            new BrokerAnswer(" ", "", "", ""),
            new HostAnswer("haos", "", "", "", ""),
            Optional.empty(),
            Optional.of(new Filled<>(SwitchKind.SNMP_2C, Map.of())),
            true,
            "",
            Optional.empty(),
            List.of(
                new Filled<>(AlertKind.TELEGRAM, Map.of("url", "https://api.telegram.org/bot1"))),
            answers.operatorKey());

    assertThat(mistakes(empty, Section.BROKER))
        .singleElement()
        .asString()
        .contains("mqtt", "name the broker, such as mqtt: {url: mqtt://127.0.0.1:1883}");
    assertThat(mistakes(empty, Section.PRIMARY)).anyMatch(it -> it.contains("has no probes"));
    assertThat(mistakes(empty, Section.POWER))
        .anyMatch(it -> it.contains("switches.rack.address"))
        .anyMatch(it -> it.contains("community"));
    assertThat(mistakes(empty, Section.ALERTS)).anyMatch(it -> it.contains("chat"));
  }

  private static List<String> mistakes(Answers answers, Section section) {
    return ((Loaded.Invalid) Draft.part(answers, section, PLACE, Map.of()))
        .findings().stream().map(Finding::toString).toList();
  }

  @Test
  void whatIsLeftForLaterHoldsOnceItsSignIsTakenAway() {
    Draft draft = Draft.of(House.ordinary(), PLACE);
    String config =
        draft
            .config()
            .replaceAll("(?m)^( *)#(?=[a-z]+: [{])", "$1")
            .replace("${secret:standby_token}", "${secret:haos_token}");
    Loaded loaded = new Draft(config, draft.secrets(), draft.names()).load(PLACE, Map.of());

    assertThat(loaded).as("%s", loaded).isInstanceOf(Loaded.Valid.class);
    Site site = ((Loaded.Valid) loaded).site();
    Service service = Objects.requireNonNull(site.services().get("home-assistant"));
    assertThat(service.sync()).isPresent();
    assertThat(service.hosts().values()).allMatch(each -> each.snapshots().isPresent());
    assertThat(site.containers()).hasSize(1);
    assertThat(site.lease()).isInstanceOf(Lease.Etcd.class);
  }

  @Test
  void containersAreWrittenAsTheyWereAnswered() {
    Answers all = House.ordinary();
    Answers answers =
        new Answers(
            all.site(),
            all.broker(),
            all.primary(),
            all.standby(),
            all.powerSwitch(),
            true,
            all.witness(),
            Optional.of(new ContainersAnswer("unix:///run/podman/podman.sock", "mariadb, mqtt")),
            List.of(),
            Optional.empty());

    assertThat(site(answers).containers())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.engine()).isEqualTo("unix:///run/podman/podman.sock");
              assertThat(each.watch()).containsExactly("mariadb", "mqtt");
            });
    assertThat(mistakes(with(all, "ssh://host"), Section.CONTAINERS))
        .allMatch(each -> each.contains("containers"));
  }

  private static Answers with(Answers all, String engine) {
    return new Answers(
        all.site(),
        all.broker(),
        all.primary(),
        all.standby(),
        all.powerSwitch(),
        true,
        all.witness(),
        Optional.of(new ContainersAnswer(engine, "mariadb")),
        List.of(),
        Optional.empty());
  }

  @Test
  void anHttpSwitchIsToldByItsThreeRequests() {
    Map<String, String> values = new HashMap<>();
    SwitchKind.HTTP.questions().forEach(each -> values.put(each.key(), each.example()));
    values.put("authorization", "Bearer hidden");
    values.put("method", "PUT");
    values.put("fingerprint", "");
    Draft draft = Draft.of(powered(new Filled<>(SwitchKind.HTTP, values)), PLACE);
    HttpConfig http =
        (HttpConfig)
            Objects.requireNonNull(
                site(powered(new Filled<>(SwitchKind.HTTP, values))).switches().get("rack"));

    assertThat(draft.config()).doesNotContain("hidden");
    assertThat(http.on().orElseThrow().method()).isEqualTo("PUT");
    assertThat(http.off().orElseThrow().body().orElseThrow().reveal()).isEqualTo("power=0");
    assertThat(
            Objects.requireNonNull(
                    http.status().orElseThrow().call().headers().get("Authorization"))
                .reveal())
        .isEqualTo("Bearer hidden");
    assertThat(http.capabilities()).contains(Capability.ON_OFF, Capability.READ);
  }

  @Test
  void aSwitchThatOnlyCyclesIsWrittenWithThatFence() {
    Filled<SwitchKind> filled =
        new Filled<>(
            SwitchKind.UNIFI_KEY,
            Map.of("url", "https://192.168.1.1", "device", "aa:bb:cc:dd:ee:ff", "api_key", "k"));
    Service service =
        Objects.requireNonNull(site(powered(filled)).services().get("home-assistant"));

    assertThat(service.recovery().fence()).isEqualTo(Fence.CYCLE);
  }

  private static Answers powered(Filled<SwitchKind> by) {
    Answers all = House.ordinary();
    return new Answers(
        all.site(),
        all.broker(),
        all.primary(),
        all.standby(),
        Optional.of(by),
        true,
        all.witness(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(SwitchKind.class)
  void everyKindOfSwitchCanBeSetUpByItsQuestions(SwitchKind kind) {
    Answers answers = House.ordinary();
    Map<String, String> values = new HashMap<>();
    kind.questions()
        .forEach(
            each ->
                values.put(
                    each.key(),
                    each.key().equals("fingerprint")
                        ? ""
                        : each.kind() == Question.Kind.SECRET ? "longenough" : each.example()));
    Site site =
        site(
            new Answers(
                answers.site(),
                answers.broker(),
                answers.primary(),
                answers.standby(),
                Optional.of(new Filled<>(kind, values)),
                true,
                "",
                Optional.empty(),
                List.of(),
                Optional.empty()));

    assertThat(site.switches()).containsOnlyKeys("rack");
  }

  @ParameterizedTest
  @EnumSource(AlertKind.class)
  void everyWayToTellSomebodyCanBeSetUpByItsQuestions(AlertKind kind) {
    Map<String, String> values = new HashMap<>();
    kind.questions()
        .forEach(
            each ->
                values.put(
                    each.key(),
                    each.key().equals("url")
                        ? "https://example.org/x"
                        : each.kind() == Question.Kind.SECRET ? "s" : each.example()));
    Answers answers = House.ordinary();
    Site site =
        site(
            new Answers(
                answers.site(),
                answers.broker(),
                answers.primary(),
                answers.standby(),
                Optional.empty(),
                true,
                answers.witness(),
                Optional.empty(),
                List.of(new Filled<>(kind, values)),
                Optional.empty()));

    assertThat(site.alerts()).hasSize(1);
  }

  private static Site site(Answers answers) {
    Loaded loaded = Draft.of(answers, PLACE).load(PLACE, Map.of());
    assertThat(loaded).as("%s", loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).site();
  }
}
