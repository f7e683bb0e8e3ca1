package io.piha.poe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piha.arbiter.PortReading;
import io.piha.arbiter.PortReading.Delivery;
import io.piha.poe.SwitchTrouble.Kind;
import io.piha.site.Capability;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every driver promises. The device has ports 1 to 8, all on at first; port 99 is none. */
public abstract class PoeSwitchContract {

  /** The driver under test, with a device that answers. */
  protected abstract PoeSwitch poe();

  /** How the port really stands, seen past the driver. */
  protected abstract boolean reallyOn(int port);

  /** How many commands the device has seen. */
  protected abstract int commandsSeen();

  protected abstract void deviceIgnoresCommands();

  protected abstract void deviceRefusesCommands();

  protected abstract void deviceFallsSilent();

  protected abstract void deviceComesBack();

  /** The name of the device's port of that number. */
  protected String port(int number) {
    return Integer.toString(number);
  }

  /** The same driver, with less patience, for a device that falls silent. */
  protected PoeSwitch impatient() {
    return poe();
  }

  @Test
  void a_port_that_delivers_reads_so() throws Exception {
    PortReading reading = poe().read(port(1));
    assertThat(reading.adminOn()).isTrue();
    assertThat(reading.delivery()).isEqualTo(Delivery.DELIVERING);
  }

  @Test
  void a_port_switched_off_reads_off_and_its_neighbour_stays_on() throws Exception {
    poe().set(port(3), false, () -> true);
    assertThat(poe().read(port(3)).isOff()).isTrue();
    assertThat(reallyOn(3)).isFalse();
    assertThat(poe().read(port(4)).isDelivering()).isTrue();
  }

  @Test
  void a_port_comes_back_on() throws Exception {
    poe().set(port(3), false, () -> true);
    poe().set(port(3), true, () -> true);
    assertThat(poe().read(port(3)).isDelivering()).isTrue();
    assertThat(commandsSeen()).isEqualTo(2);
  }

  @Test
  void a_command_without_a_permit_does_not_leave() {
    SwitchTrouble trouble = trouble(() -> poe().set(port(2), false, () -> false));
    assertThat(trouble.kind()).isEqualTo(Kind.NOT_SENT);
    assertThat(commandsSeen()).isZero();
    assertThat(reallyOn(2)).isTrue();
  }

  @Test
  void an_unknown_port_is_trouble_in_words_for_reading_and_for_commands() {
    assertThat(trouble(() -> poe().read("99")).words()).contains("99");
    assertThat(trouble(() -> poe().set("99", false, () -> true)).words()).contains("99");
    assertThat(trouble(() -> poe().read("uplink")).words()).contains("uplink");
  }

  @Test
  void a_yes_that_changes_nothing_shows_in_the_reading() throws Exception {
    deviceIgnoresCommands();
    poe().set(port(5), false, () -> true);
    assertThat(poe().read(port(5)).isDelivering()).isTrue();
  }

  @Test
  void a_no_is_told_as_refused_and_the_device_has_still_answered() {
    deviceRefusesCommands();
    SwitchTrouble trouble = trouble(() -> poe().set(port(5), false, () -> true));
    assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
    assertThat(trouble.words()).contains("port " + port(5));
    assertThat(poe().silence()).isEmpty();
  }

  @Test
  void silence_is_told_within_the_bound_and_passes_when_the_device_is_back() throws Exception {
    poe().read(port(1));
    PoeSwitch hasty = impatient();
    deviceFallsSilent();
    long before = System.nanoTime();
    SwitchTrouble trouble = trouble(() -> hasty.read(port(1)));
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isLessThan(hasty.longestCall().plus(PortTask.GRACE));
    assertThat(trouble.kind()).isEqualTo(Kind.NO_ANSWER);
    assertThat(hasty.silence()).isPresent();
    deviceComesBack();
    assertThat(poe().read(port(1)).isDelivering()).isTrue();
    assertThat(poe().silence()).isEmpty();
  }

  @Test
  public void all_ports_are_listed_under_the_names_that_read_them() throws Exception {
    assertThat(poe().ports())
        .extracting(PortRow::port)
        .containsExactly(IntStream.rangeClosed(1, 8).mapToObj(this::port).toArray(String[]::new));
  }

  @Test
  public void it_tells_how_long_the_device_is_up() throws Exception {
    assertThat(poe().uptime()).isBetween(Duration.ZERO, Duration.ofHours(1));
    assertThat(poe().capabilities()).contains(Capability.ON_OFF, Capability.READ);
  }

  /** Something that may end in trouble. */
  public interface Try {
    void run() throws SwitchTrouble;
  }

  public static SwitchTrouble trouble(Try attempt) {
    SwitchTrouble trouble = catchThrowableOfType(SwitchTrouble.class, attempt::run);
    assertThat(trouble).isNotNull();
    return trouble;
  }
}
