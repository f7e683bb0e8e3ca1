package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piha.console.kit.LatestOnly;
import io.piha.console.kit.SetupDesk;
import io.piha.console.kit.Words;
import io.piha.console.setup.Choice;
import io.piha.console.setup.SetupModel;
import io.piha.console.setup.SetupScene;
import io.piha.demo.DemoContainers;
import io.piha.demo.DemoHost;
import io.piha.demo.DemoSink;
import io.piha.demo.DemoSwitch;
import io.piha.demo.HostPlan;
import io.piha.setup.AlertKind;
import io.piha.setup.Found;
import io.piha.setup.Place;
import io.piha.setup.SwitchKind;
import io.piha.testing.Mosquitto;
import io.piha.testing.NeedsPeer;
import io.piha.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/**
 * Somebody sets up a house from nothing, in the window: a real Mosquitto with an account, the
 * demonstration's hosts over HTTP, its switch over SNMP, a switch over HTTP, its container engine,
 * a webhook. The network says who is there; discovery itself is tested elsewhere, and here it finds
 * nobody.
 */
@NeedsPeer("mosquitto")
@ExtendWith(ApplicationExtension.class)
// The parts are made in start and before the test.
@SuppressWarnings("NullAway.Init")
class FirstRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PASSWORD = "a: \"b\" #c";

  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<Choice> chosen = new CopyOnWriteArrayList<>();
  private final NetSetupDesk net = new NetSetupDesk();

  @TempDir static Path folder;

  private Mosquitto broker;
  private DemoHost haos;
  private DemoHost standby;
  private DemoSwitch rack;
  private DemoSink sink;
  private DemoContainers containers;
  private HttpServer relay;
  private SetupScene scene;

  @BeforeEach
  void openTheHouse() throws Exception {
    broker = kept(Peers.mosquitto(Files.createTempDirectory(folder, "broker")));
    haos = kept(new DemoHost(plan("haos", true)));
    standby = kept(new DemoHost(plan("standby", false)));
    haos.wake();
    standby.wake();
    rack = kept(new DemoSwitch(Map.of(8, haos), "may write", Clock.systemUTC()));
    sink = kept(new DemoSink());
    containers = kept(new DemoContainers(Clock.systemUTC(), DemoContainers.DATABASE));
    relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    relay.createContext("/port/", FirstRunTest::portEight);
    relay.start();
    kept(() -> relay.stop(0));
  }

  /** Of its ports only the eighth is on. */
  private static void portEight(HttpExchange asked) throws IOException {
    try (asked) {
      boolean eighth = asked.getRequestURI().getPath().endsWith("/8");
      byte[] answer = (eighth ? "power=1" : "power=0").getBytes(StandardCharsets.UTF_8);
      asked.sendResponseHeaders(200, answer.length);
      asked.getResponseBody().write(answer);
    }
  }

  private <T extends AutoCloseable> T kept(T part) {
    parts.add(part);
    return part;
  }

  private HostPlan plan(String name, boolean supervised) {
    return new HostPlan(
        name,
        broker.url(),
        "piha/leader/home-assistant",
        supervised,
        "token-of-" + name,
        1,
        Duration.ofSeconds(1),
        Duration.ZERO,
        Clock.systemUTC());
  }

  @Start
  void show(Stage stage) {
    scene =
        new SetupScene(
            new SetupModel.Surroundings(
                new Place(folder.resolve("house/piha.yaml")), Map.of(), "alice"),
            desk(),
            new Words(Locale.ENGLISH, ZoneId.of("UTC")),
            chosen::add,
            LatestOnly.screen());
    stage.setScene(scene.scene());
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(1200);
    stage.setHeight(900);
    stage.show();
    stage.requestFocus();
  }

  /** The real way to the network, but for what is no part of this house. */
  private SetupDesk desk() {
    return new SetupDesk() {
      @Override
      public List<Found> look() {
        return List.of();
      }

      @Override
      public Optional<String> observer(String core) {
        return Optional.empty();
      }

      @Override
      public Optional<String> router() {
        return Optional.empty();
      }

      @Override
      public Optional<String> containerEngine() {
        return Optional.of(containers.url());
      }

      @Override
      public void tryPart(
          io.piha.site.Site site,
          io.piha.setup.Section part,
          java.util.function.Consumer<Tried> line)
          throws Exception {
        net.tryPart(site, part, line);
      }

      @Override
      public List<io.piha.console.kit.PortBoard> ports(io.piha.site.Site site) {
        return net.ports(site);
      }

      @Override
      public boolean check(Path file, java.util.function.Consumer<String> line) {
        return net.check(file, line);
      }
    };
  }

  @AfterEach
  void closeTheHouse() throws Exception {
    for (AutoCloseable each : parts.reversed()) {
      each.close();
    }
  }

  @Test
  void fromNothingToAGreenCheck(FxRobot robot) throws Exception {
    fire(robot, "setUp");
    broker(robot);
    hosts(robot);
    power(robot);
    containers(robot);
    alerts(robot);
    review(robot);

    await("the check is green", () -> says(".setup-verdict .card-title").startsWith("All is well"));
    Path file = folder.resolve("house/piha.yaml");
    assertThat(lines()).last().asString().endsWith("valid, and every connection works");
    assertThat(mode(file)).isEqualTo("rw-r-----");
    assertThat(mode(file.resolveSibling("secrets.yaml"))).isEqualTo("rw-------");
    assertThat(Files.readString(file)).doesNotContain(PASSWORD, "token-of-haos", "may write");
    assertThat(OwnCommand.run(file, _ -> {}, "check")).as("in a terminal, too").isZero();
    fire(robot, "next");
    await("the console is opened", () -> chosen.equals(List.of(new Choice.Site(file))));
  }

  private void broker(FxRobot robot) {
    robot.type(KeyCode.ENTER);

    await("Enter goes on, and nothing is named yet", () -> says("#problems").contains("broker"));
    type(robot, "brokerUrl", "mqtt://127.0.0.1:1");
    attempt(robot, "check url, username", false);
    type(robot, "brokerUrl", broker.url());
    type(robot, "brokerUser", "piha");
    type(robot, "brokerPassword", PASSWORD);
    attempt(robot, "there and back", true);
    next(robot, "Which Home Assistant leads");
  }

  private void hosts(FxRobot robot) {
    type(robot, "primaryUrl", "http://127.0.0.1:" + haos.corePort() + "/");
    type(robot, "primaryToken", "wrong");
    attempt(robot, "check url, kind and token", false);
    type(robot, "primaryToken", "token-of-haos");
    type(robot, "primaryObserver", "http://127.0.0.1:" + haos.observerPort());
    attempt(robot, "probe core of haos", true);
    next(robot, "Who takes over");
    type(robot, "standbyUrl", "http://127.0.0.1:" + standby.corePort());
    type(robot, "standbyToken", "token-of-standby");
    attempt(robot, "probe core of standby", true);
    next(robot, "What powers the hosts");
  }

  private void power(FxRobot robot) {
    next(robot, "What powers the hosts");
    await("a witness is wanted", () -> says("#problems").contains("name a witness"));
    assertThat(node("#costs").isVisible()).as("what it costs is said").isTrue();
    assertThat(node("#unfenced").isVisible()).isTrue();
    httpSwitch(robot);
    choose(robot, "kind", SwitchKind.SNMP_2C);
    type(robot, "switchaddress", rack.address());
    type(robot, "switchcommunity", "may write");
    fire(robot, "readPorts");
    await("ports are read", () -> list("#ports").getItems().size() == 9);
    robot.interact(() -> list("#ports").getSelectionModel().select(8));
    fire(robot, "powersPrimary");
    assertThat(((TextInputControl) node("#primaryPort")).getText()).isEqualTo("8");
    assertThat(node("#unfenced").isVisible()).as("now it can be fenced").isFalse();
    type(robot, "witness", "tcp://127.0.0.1:" + haos.corePort());
    attempt(robot, "delivers power to haos", true);
    next(robot, "What runs beside");
  }

  /** Looked at first, and given up for the other one. */
  private void httpSwitch(FxRobot robot) {
    choose(robot, "kind", SwitchKind.HTTP);
    String port = "http://127.0.0.1:" + relay.getAddress().getPort() + "/port/{port}";
    type(robot, "switchonurl", port);
    type(robot, "switchoffurl", port);
    type(robot, "switchstatusurl", port);
    type(robot, "switchstatusonwhen", "power=1");
    type(robot, "switchstatusoffwhen", "power=0");
    type(robot, "primaryPort", "3");
    type(robot, "witness", "tcp://127.0.0.1:" + haos.corePort());
    attempt(robot, "port rack/3 reads off", false);
    type(robot, "primaryPort", "8");
    attempt(robot, "port rack/8 delivers power to haos", true);
  }

  private void containers(FxRobot robot) {
    assertThat(node("#asks").isVisible()).as("nothing is watched unasked").isFalse();
    assertThat(says("#found")).contains(containers.url());
    robot.interact(() -> ((CheckBox) node("#has")).setSelected(true));
    type(robot, "containerWatch", DemoContainers.DATABASE + ", postgres");
    attempt(robot, "write the name as `docker ps -a` shows it", false);
    type(robot, "containerWatch", DemoContainers.DATABASE);
    attempt(robot, "container mariadb is healthy", true);
    next(robot, "Who is told");
  }

  private void alerts(FxRobot robot) {
    choose(robot, "firstKind", AlertKind.WEBHOOK);
    type(robot, "firsturl", sink.url());
    attempt(robot, "sent: ", true);
    assertThat(sink.posted()).singleElement().asString().contains("this is a test");
    next(robot, "This is going to be written");
  }

  private void review(FxRobot robot) {
    assertThat(((TextInputControl) node("#preview")).getText())
        .contains("password: \"${secret:mqtt_password}\"", "power: {switch: rack, port: 8}");
    fire(robot, "next");
    await("it is written", () -> says("#title").startsWith("Does it all answer"));
  }

  /** Tries the part in sight and waits for its verdict. */
  private void attempt(FxRobot robot, String about, boolean fine) {
    fire(robot, "try");
    Supplier<Boolean> done =
        () -> !node("#try").isDisabled() && says(".trial-lines").contains(about);
    await("tried: " + about, done::get);
    boolean bad =
        TesterWindow.seen(
            () ->
                node(".trial-lines").lookupAll(".trial-row").stream()
                    .anyMatch(FirstRunTest::isBad));
    assertThat(bad).as(says(".trial-lines")).isEqualTo(!fine);
  }

  private static boolean isBad(Node row) {
    return row.getPseudoClassStates().stream()
        .anyMatch(it -> it.getPseudoClassName().equals("bad"));
  }

  private void next(FxRobot robot, String title) {
    fire(robot, "next");
    await(title, () -> says("#title").startsWith(title));
    List<String> ids = new ArrayList<>();
    collect(scene.scene().getRoot(), ids);
    assertThat(ids).doesNotHaveDuplicates();
  }

  /** Ids that are ours: what the skin of a control names its parts is its own affair. */
  private static void collect(Node node, List<String> ids) {
    if (node.getId() != null) {
      ids.add(node.getId());
    }
    if (node instanceof ScrollPane pane) {
      collect(pane.getContent(), ids);
    } else if (node instanceof Parent parent && !(node instanceof Control)) {
      parent.getChildrenUnmodifiable().forEach(each -> collect(each, ids));
    }
  }

  private void type(FxRobot robot, String id, String text) {
    robot.interact(
        () -> {
          var field = (TextInputControl) node("#" + id);
          field.requestFocus();
          field.selectAll();
        });
    robot.write(text, 0);
    assertThat(((TextInputControl) node("#" + id)).getText()).isEqualTo(text);
  }

  private <E> void choose(FxRobot robot, String id, E kind) {
    robot.interact(
        () -> {
          @SuppressWarnings("unchecked") // these boxes hold optional kinds of this type
          var box = (ComboBox<Optional<E>>) node("#" + id);
          box.setValue(Optional.of(kind));
        });
  }

  private void fire(FxRobot robot, String id) {
    robot.interact(() -> ((Button) node("#" + id)).fire());
  }

  private ListView<?> list(String selector) {
    return (ListView<?>) node(selector);
  }

  private List<String> lines() {
    return list("#lines").getItems().stream().map(Object::toString).toList();
  }

  /** All that is written in and below a node. */
  private String says(String selector) {
    return TesterWindow.seen(
        () -> TesterWindow.find(scene.scene(), selector).map(FirstRunTest::written).orElse(""));
  }

  private static String written(Node node) {
    if (node instanceof Label label) {
      return label.getText();
    }
    StringBuilder all = new StringBuilder();
    node.lookupAll(".label").forEach(each -> all.append(((Label) each).getText()).append('\n'));
    return all.toString();
  }

  private Node node(String selector) {
    return TesterWindow.node(scene.scene(), selector);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).until(condition);
  }
}
