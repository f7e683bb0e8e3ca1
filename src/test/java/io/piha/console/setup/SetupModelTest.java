package io.piha.console.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.Stagehand;
import io.piha.console.kit.SetupDesk.Tried;
import io.piha.console.setup.ResultModel.Verdict;
import io.piha.setup.AlertKind;
import io.piha.setup.Found;
import io.piha.setup.Place;
import io.piha.setup.Section;
import io.piha.setup.SwitchKind;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up without a toolkit: frames are a queue that the test empties. */
class SetupModelTest {

  private final LinkedBlockingQueue<Runnable> frames = new LinkedBlockingQueue<>();
  private final KeptDesk desk = new KeptDesk();
  private final List<Path> opened = new ArrayList<>();

  @TempDir Path folder;

  // Made before each test.
  @SuppressWarnings("NullAway.Init")
  private SetupModel model;

  @BeforeEach
  void begin() {
    model =
        new SetupModel(
            new SetupModel.Surroundings(new Place(folder.resolve("piha.yaml")), Map.of(), "alice"),
            desk,
            Stagehand.words(),
            opened::add,
            frames::add);
    model.begin();
  }

  @Test
  void aStepWithAMistakeIsNotLeftAndSaysHowToMendIt() throws Exception {
    model.next();
    until(() -> !model.problems().isEmpty());

    assertThat(model.step().get()).isEqualTo(SetupStep.BROKER);
    assertThat(model.problems()).singleElement().asString().contains("name the broker");
    model.fields().brokerUrl.value().set("http://nas");
    model.next();
    until(() -> model.problems().stream().anyMatch(it -> it.contains("mqtt.url")));
    model.fields().brokerUrl.value().set("mqtt://nas");
    model.next();
    until(() -> model.step().get() == SetupStep.PRIMARY);
    assertThat(model.problems()).isEmpty();
  }

  @Test
  void whatIsFoundIsTakenOverWithItsObserver() throws Exception {
    until(() -> model.found().of(Found.Kind.HOME_ASSISTANT).size() == 2);
    model.choose(model.found().of(Found.Kind.BROKER).getFirst());
    assertThat(model.fields().brokerUrl.text()).isEqualTo("mqtt://127.0.0.1:1883");
    forward(SetupStep.PRIMARY);
    model.choose(model.found().of(Found.Kind.HOME_ASSISTANT).getFirst());
    until(() -> !model.fields().primary.observer.text().isEmpty());

    assertThat(model.fields().primary.url.text()).isEqualTo("http://192.168.1.10:8123");
    assertThat(model.fields().primary.observer.text()).isEqualTo("http://192.168.1.10:4357");
  }

  @Test
  void theRouterIsProposedAsAWitnessButNothingTypedIsReplaced() throws Exception {
    until(() -> model.fields().witness.text().equals("tcp://192.168.1.1:53"));
  }

  @Test
  void aPartIsTriedAsItIsTypedAndWhatCannotBeIsNotTried() throws Exception {
    TrialModel trial = model.trial(SetupStep.BROKER);
    trial.run();
    until(() -> !trial.busy().get());
    assertThat(trial.lines()).singleElement().extracting(Tried::fine).isEqualTo(false);
    assertThat(desk.tried()).isEmpty();
    model.fields().brokerUrl.value().set("mqtt://nas:1884");
    trial.run();
    until(() -> !trial.busy().get());

    assertThat(desk.tried()).containsExactly(Section.BROKER);
    assertThat(trial.lines()).first().extracting(Tried::text).asString().contains("nas:1884");
  }

  @Test
  void withoutASwitchAWitnessIsWanted() throws Exception {
    until(() -> !model.fields().witness.text().isEmpty());
    toPower();
    model.fields().witness.value().set("");
    model.next();

    assertThat(model.step().get()).isEqualTo(SetupStep.POWER);
    assertThat(model.problems()).singleElement().asString().contains("name a witness");
    model.fields().power.kind().set(Optional.of(SwitchKind.SNMP_2C));
    assertThat(model.fields().cannotFence()).as("no port yet").isTrue();
    model.next();
    until(() -> model.problems().stream().anyMatch(it -> it.contains("switches.rack.address")));
  }

  @Test
  void portsAreReadFromTheSwitchThatIsTyped() throws Exception {
    toPower();
    model.ports().read();
    until(() -> !model.ports().busy().get());
    assertThat(model.ports().lines()).as("the twin always has some").hasSize(4);
    model.fields().power.kind().set(Optional.of(SwitchKind.SNMP_3));
    model.ports().read();
    until(() -> !model.ports().busy().get());

    assertThat(model.ports().lines()).isEmpty();
    assertThat(model.ports().hint().get()).contains("switches.rack.address");
  }

  @Test
  void anEngineThatIsThereIsProposedAndUsedOnlyWhenWanted() throws Exception {
    until(() -> !model.engineFound().get().isEmpty());
    assertThat(model.fields().engine.text()).isEqualTo("unix:///var/run/docker.sock");
    assertThat(model.fields().answers().containers()).isEmpty();
    toPower();
    forward(SetupStep.CONTAINERS);
    model.fields().hasContainers.set(true);
    model.fields().watch.value().set("no name/");
    model.next();
    until(() -> model.problems().stream().anyMatch(it -> it.contains("no container's name")));
    model.fields().watch.value().set("mariadb");
    TrialModel trial = model.trial(SetupStep.CONTAINERS);
    trial.run();
    until(() -> !trial.busy().get());
    assertThat(trial.lines()).anyMatch(each -> each.text().contains("mariadb is healthy"));
    forward(SetupStep.ALERTS);
    forward(SetupStep.REVIEW);
    assertThat(model.preview().get()).contains("watch: [\"mariadb\"]");
  }

  @Test
  void backLosesNothing() throws Exception {
    toPower();
    model.back();
    model.back();
    model.back();
    assertThat(model.step().get()).isEqualTo(SetupStep.BROKER);
    assertThat(model.fields().standby.url.text()).isEqualTo("http://192.168.1.5:8123");
    model.back();
    assertThat(model.step().get()).isEqualTo(SetupStep.BROKER);
  }

  @Test
  void whatWasTypedForOneKindIsKeptWhileAnotherIsLookedAt() {
    FormFields<AlertKind> way = model.fields().ways.getFirst();
    way.kind().set(Optional.of(AlertKind.NTFY));
    way.fields().getFirst().value().set("https://ntfy.sh/x");
    way.kind().set(Optional.of(AlertKind.EMAIL));
    assertThat(way.fields()).hasSize(5);
    way.kind().set(Optional.of(AlertKind.NTFY));

    assertThat(way.filled().orElseThrow().values()).containsEntry("url", "https://ntfy.sh/x");
  }

  @Test
  void theFilesAreWrittenCheckedAndOpened() throws Exception {
    toReview();
    assertThat(model.preview().get())
        .contains("mqtt://nas:1883")
        .doesNotContain("geheim")
        .contains("${secret:mqtt_password}");
    assertThat(model.secrets().get()).contains("mqtt_password", "alice_key");
    model.next();
    until(() -> model.result().verdict().get() == Verdict.GREEN);

    Path file = folder.resolve("piha.yaml");
    assertThat(SiteLoader.load(file, Map.of())).isInstanceOf(Loaded.Valid.class);
    assertThat(model.result().lines()).last().asString().contains("every connection works");
    model.next();
    assertThat(opened).containsExactly(file);
  }

  @Test
  void anotherPlaceIsShownAtOnceAndWhatIsNoneIsSaid() throws Exception {
    toReview();
    model.file().set("/etc/piha-control/piha.yaml");
    assertThat(model.preview().get()).contains("data_dir: /var/lib/piha-control");
    model.file().set(" ");
    model.next();

    assertThat(model.problems()).singleElement().asString().contains("no path of a file");
    assertThat(model.step().get()).isEqualTo(SetupStep.REVIEW);
  }

  @Test
  void aFileThatIsThereStopsTheWriting() throws Exception {
    Files.writeString(folder.resolve("piha.yaml"), "mine");
    toReview();
    model.next();
    until(() -> !model.problems().isEmpty());

    assertThat(model.problems()).singleElement().asString().contains("exists already");
    assertThat(model.step().get()).isEqualTo(SetupStep.REVIEW);
    assertThat(folder.resolve("piha.yaml")).hasContent("mine");
  }

  @Test
  void whatDoesNotWorkYetCanBeMendedOrTakenBack() throws Exception {
    desk.failing();
    toReview();
    model.next();
    until(() -> model.result().verdict().get() == Verdict.RED);
    desk.mended();
    model.checkAgain();
    until(() -> model.result().verdict().get() == Verdict.GREEN);
    model.back();
    until(() -> model.step().get() == SetupStep.REVIEW);

    assertThat(folder.resolve("piha.yaml")).doesNotExist();
    assertThat(folder.resolve("secrets.yaml")).doesNotExist();
    model.next();
    until(() -> model.step().get() == SetupStep.RESULT);
    assertThat(folder.resolve("piha.yaml")).exists();
  }

  @Test
  void theFirstChoiceOpensOnlyAFileThatIsValid() throws Exception {
    Path file = folder.resolve("other.yaml");
    WelcomeModel welcome = new WelcomeModel(Map.of(), Stagehand.words(), opened::add, frames::add);
    welcome.openFile();
    assertThat(welcome.problems()).singleElement().asString().contains("no path of a file");
    welcome.file().set(file.toString());
    welcome.openFile();
    until(() -> welcome.problems().stream().anyMatch(it -> it.contains("cannot be read")));
    Files.writeString(file, "site: 1\n".repeat(9));
    welcome.openFile();
    until(() -> welcome.problems().stream().anyMatch(it -> it.contains("other.yaml:")));
    assertThat(opened).isEmpty();
    Files.writeString(
        file,
        "site: x\nmqtt: {url: mqtt://nas}\nservices: {ha: {hosts: {a: {role: primary, probes: {m:"
            + " {url: http://nas/manifest.json}}}}}}\n");
    welcome.openFile();
    until(() -> !opened.isEmpty());
    assertThat(opened).containsExactly(file);
  }

  private void toReview() throws InterruptedException {
    toPower();
    forward(SetupStep.CONTAINERS);
    forward(SetupStep.ALERTS);
    forward(SetupStep.REVIEW);
  }

  private void toPower() throws InterruptedException {
    until(() -> !model.fields().witness.text().isEmpty());
    model.fields().brokerUrl.value().set("mqtt://nas:1883");
    model.fields().brokerPassword.value().set("geheim");
    model.fields().primary.url.value().set("http://192.168.1.10:8123");
    model.fields().standby.url.value().set("http://192.168.1.5:8123");
    forward(SetupStep.PRIMARY);
    forward(SetupStep.STANDBY);
    forward(SetupStep.POWER);
  }

  private void forward(SetupStep to) throws InterruptedException {
    model.next();
    until(() -> model.step().get() == to);
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Runnable next = frames.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("a frame").isNotNull();
      next.run();
    }
  }
}
