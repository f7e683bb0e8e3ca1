package io.piha.poe.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PoeSwitchContract;
import io.piha.poe.PortModes;
import io.piha.poe.SwitchTrouble;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The contract of all drivers, and what those over HTTP promise besides. */
public abstract class RestContract<T extends HttpTwin> extends PoeSwitchContract {
  protected static final Duration DEADLINE = Duration.ofSeconds(10);
  protected static final String PASSWORD = "hunter2-&<secret>";

  /** Long enough for any machine; what is silent is asked with less. */
  private static final RestTiming PATIENT =
      new RestTiming(Duration.ofSeconds(20), Duration.ofSeconds(40));

  private static final RestTiming HASTY =
      new RestTiming(Duration.ofMillis(700), Duration.ofMillis(1500));

  @TempDir Path kept;
  protected PortModes modes = PortModes.forgetful();
  protected final NameLookup names = new NameLookup();
  protected T twin;
  private PoeSwitch driver;

  @BeforeEach
  void start() {
    twin = twin();
    twin.start();
    modes = PortModes.in(kept.resolve("modes"));
    driver = open(client(PATIENT), PASSWORD);
  }

  /** The control plane ends and another run begins; only what is on the disk is known. */
  protected void restart() {
    driver.close();
    modes = PortModes.in(kept.resolve("modes"));
    driver = open(client(PATIENT), PASSWORD);
  }

  protected abstract T twin();

  /** The driver for the twin, with that password, key or secret. */
  protected abstract PoeSwitch open(RestClient client, String secret);

  private RestClient client(RestTiming timing) {
    return new RestClient("rack", Trust.SYSTEM, timing, names, new EngineClock());
  }

  protected SecretText url() {
    return SecretText.of(twin.url());
  }

  @AfterEach
  void stop() {
    driver.close();
    twin.close();
    names.close();
  }

  @Test
  public void a_wrong_password_is_told_without_being_shown_and_not_tried_again_at_once() {
    String wrong = "letmein-%$?";
    PoeSwitch poe = open(client(PATIENT), wrong);
    assertThat(trouble(() -> poe.read(port(1))).words())
        .contains("reading port", "refused", "rack")
        .doesNotContain(wrong, PASSWORD);
    int asked = twin.requests().size();
    assertThat(trouble(() -> poe.set(port(1), false, () -> true)).words())
        .contains("not asked again for")
        .doesNotContain(wrong, PASSWORD);
    assertThat(twin.requests()).hasSize(asked);
    assertThat(twin.commands()).isZero();
    assertThat(poe.toString()).doesNotContain(wrong);
  }

  @Test
  public void when_asked_to_slow_down_the_device_is_left_alone_and_the_command_is_not_repeated()
      throws Exception {
    driver.read(port(1));
    twin.slowDown();
    var first = trouble(() -> driver.set(port(1), false, () -> true));
    assertThat(first.kind()).isEqualTo(SwitchTrouble.Kind.REFUSED);
    assertThat(first.words()).contains("429");
    int asked = twin.requests().size();
    var second = trouble(() -> driver.set(port(1), false, () -> true));
    assertThat(second.kind()).isEqualTo(SwitchTrouble.Kind.NOT_SENT);
    assertThat(second.words()).contains("not asked again for");
    assertThat(twin.requests()).hasSize(asked);
    assertThat(twin.commands()).isZero();
  }

  @Test
  public void credentials_are_in_no_log_however_much_is_logged() throws Exception {
    String wrong = "letmein-%$?";
    String basic = Base64.getEncoder().encodeToString(("x:" + PASSWORD).getBytes(UTF_8));
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> kept = new ListAppender<>();
    kept.start();
    root.addAppender(kept);
    root.setLevel(Level.TRACE);
    try {
      driver.read(port(1));
      driver.set(port(1), false, () -> true);
      twin.refuseCommands();
      var _ = trouble(() -> driver.set(port(1), true, () -> true));
      var _ = trouble(() -> open(client(PATIENT), wrong).read(port(1)));
      twin.silent();
      var _ = trouble(() -> impatient().read(port(1)));
    } finally {
      root.setLevel(before);
      root.detachAppender(kept);
    }
    for (ILoggingEvent each : List.copyOf(kept.list)) {
      IThrowableProxy thrown = each.getThrowableProxy();
      String all =
          each.getFormattedMessage() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
      assertThat(all).doesNotContain(PASSWORD, wrong, basic);
    }
    assertThat(driver.toString()).doesNotContain(PASSWORD);
  }

  @Override
  protected PoeSwitch poe() {
    return driver;
  }

  @Override
  protected PoeSwitch impatient() {
    return open(client(HASTY), PASSWORD);
  }

  @Override
  protected boolean reallyOn(int port) {
    return twin.on(port);
  }

  @Override
  protected int commandsSeen() {
    return twin.commands();
  }

  @Override
  protected void deviceIgnoresCommands() {
    twin.ignoreCommands();
  }

  @Override
  protected void deviceRefusesCommands() {
    twin.refuseCommands();
  }

  @Override
  protected void deviceFallsSilent() {
    twin.silent();
  }

  @Override
  protected void deviceComesBack() {
    twin.back();
  }
}
