package io.piha.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.console.KeptConfig;
import io.piha.console.Stagehand;
import io.piha.console.kit.ConfigDesk;
import io.piha.console.ports.PortLine;
import io.piha.console.ports.PortsModel;
import io.piha.console.settings.Difference.Line;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SettingsModelTest {

  private final LinkedBlockingQueue<Runnable> frames = new LinkedBlockingQueue<>();
  private final KeptConfig desk = new KeptConfig();

  @Test
  void whatIsInForceIsShownAndSearched() throws Exception {
    SettingsModel page = opened(desk);
    page.query().set("TIMEOUT");

    assertThat(page.settings()).singleElement().extracting("value").isEqualTo("90s");
  }

  @Test
  void aChangeIsCheckedAsItIsTypedAndShownLineByLine() throws Exception {
    SettingsModel page = opened(desk);
    page.text().set(desk.text().replace("site: home", "site: cabin"));
    until(() -> page.applicable().get());

    assertThat(page.difference())
        .containsExactly(new Line(false, 1, "site: home"), new Line(true, 1, "site: cabin"));
    page.apply();
    until(() -> desk.text().startsWith("site: cabin"));
    until(() -> page.status().get().startsWith("Written"));
    assertThat(page.applicable().get()).isFalse();
  }

  @Test
  void thePortsAreReadWhenAskedForAndEachSwitchThatIsSilentSaysWhy() throws Exception {
    PortsModel ports = opened(desk).ports();
    assertThat(ports.lines()).isEmpty();
    ports.read();
    until(() -> !ports.busy().get());
    assertThat(ports.lines()).hasSize(7);
    assertThat(ports.lines().get(3))
        .isInstanceOfSatisfying(
            PortLine.Advice.class, it -> assertThat(it.text()).contains("its cable was moved"));
    assertThat(ports.lines().getLast())
        .isEqualTo(
            new PortLine.Device("shed", "reading the ports of shed: no answer within 2000 ms"));
  }

  @Test
  void aWindowWithoutAConfigurationSaysWhereThePortsAreRead() throws Exception {
    PortsModel ports = new PortsModel(() -> ConfigDesk.NONE::ports, Stagehand.words(), frames::add);
    ports.read();
    until(() -> !ports.busy().get());
    assertThat(ports.hint().get()).contains("open the console there");
  }

  @Test
  void whatIsNotValidCannotBeApplied() throws Exception {
    SettingsModel page = opened(desk);
    page.text().set(desk.text().replace("role: primary", "role: king"));
    until(() -> page.findings().stream().anyMatch(line -> line.contains("king")));

    assertThat(page.applicable().get()).isFalse();
    page.apply();
    assertThat(desk.text()).contains("role: primary");
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotOverwritten() throws Exception {
    SettingsModel page = opened(desk);
    page.text().set(desk.text().replace("site: home", "site: cabin"));
    until(() -> page.applicable().get());
    desk.change("# another\n" + desk.text());
    page.apply();
    until(() -> page.status().get().contains("somebody else"));

    assertThat(desk.text()).startsWith("# another");
  }

  @Test
  void connectionsAreToldOneByOne() throws Exception {
    SettingsModel page = opened(desk);
    page.tryConnections();
    until(() -> !page.busy().get());

    assertThat(page.tried()).hasSize(2).last().asString().contains("refused");
  }

  @Test
  void testMessagesAreSentAndEachAnswerIsTold() throws Exception {
    SettingsModel page = opened(desk);
    page.sendTests();
    until(() -> !page.busy().get());

    assertThat(page.tried()).hasSize(2).first().asString().startsWith("sent: ");
  }

  @Test
  void aWindowFarFromTheFileSaysSo() throws Exception {
    var page = new SettingsModel(ConfigDesk.NONE, Stagehand.words(), frames::add);
    page.open();
    until(() -> page.status().get().contains("control plane that decides"));

    assertThat(page.editable()).isFalse();
  }

  private SettingsModel opened(ConfigDesk of) throws InterruptedException {
    var page = new SettingsModel(of, Stagehand.words(), frames::add);
    page.open();
    until(() -> !page.text().get().isEmpty());
    return page;
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Runnable next = frames.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("a frame").isNotNull();
      next.run();
    }
  }
}
