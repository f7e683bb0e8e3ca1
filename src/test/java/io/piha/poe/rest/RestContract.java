package io.piha.poe.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.EngineClock;
import io.piha.engine.NameLookup;
import io.piha.poe.PoeSwitch;
import io.piha.poe.PoeSwitchContract;
import io.piha.site.SecretText;
import io.piha.site.Trust;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of all drivers, and what those over HTTP promise besides. */
public abstract class RestContract<T extends HttpTwin> extends PoeSwitchContract {
  protected static final Duration DEADLINE = Duration.ofSeconds(10);
  protected static final String PASSWORD = "hunter2-&<secret>";

  /** Long enough for any machine; what is silent is asked with less. */
  private static final RestTiming PATIENT =
      new RestTiming(Duration.ofSeconds(20), Duration.ofSeconds(40));

  private static final RestTiming HASTY =
      new RestTiming(Duration.ofMillis(700), Duration.ofMillis(1500));

  protected final NameLookup names = new NameLookup();
  protected T twin;
  private PoeSwitch driver;

  @BeforeEach
  void start() {
    twin = twin();
    twin.start();
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
