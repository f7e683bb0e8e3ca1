package io.piha.monitor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.engine.CheckView.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {
  private static final long GIB = 1L << 30;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void a_disk_is_quiet_until_room_gets_short() {
    assertThat(DiskRoom.judge("data_dir", 12 * GIB, 30 * GIB))
        .matches(row -> !row.matters() && row.said().equals("12.0 GiB free of 30.0 GiB"));
    assertThat(DiskRoom.judge("data_dir", GIB / 2, 30 * GIB))
        .matches(row -> row.level() == Level.NOTICE && row.said().startsWith("512 MiB free"));
    assertThat(DiskRoom.judge("data_dir", GIB / 10, 30 * GIB).level()).isEqualTo(Level.BAD);
  }

  @Test
  void a_folder_that_is_not_made_yet_is_judged_by_where_it_will_lie(@TempDir Path folder) {
    var site = CheckedSite.of(folder, "");
    assertThat(DiskRoom.of(site)).singleElement().matches(row -> row.said().contains("free of"));
  }

  @Test
  void a_broker_that_tells_its_uptime_is_quiet_until_it_stops_telling() {
    BrokerPulse pulse = new BrokerPulse();
    assertThat(pulse.row(NOON)).isEmpty();
    pulse.told(Duration.ofHours(5), true, NOON);
    assertThat(pulse.row(NOON)).as("a replayed word has no age").isEmpty();
    pulse.told(Duration.ofHours(5), false, NOON);
    assertThat(pulse.row(NOON.plusSeconds(30)))
        .hasValueSatisfying(row -> assertThat(row.said()).isEqualTo("up 5 h, 30 s ago"));
    assertThat(pulse.row(NOON.plusSeconds(240)))
        .hasValueSatisfying(
            row -> {
              assertThat(row.level()).isEqualTo(Level.NOTICE);
              assertThat(row.said()).startsWith("not told for 4 min");
            });
  }

  @Test
  void a_broker_that_counts_from_zero_again_has_restarted() {
    BrokerPulse pulse = new BrokerPulse();
    pulse.told(Duration.ofHours(5), false, NOON);
    pulse.told(Duration.ofSeconds(3), false, NOON.plusSeconds(20));
    assertThat(pulse.row(NOON.plusSeconds(25)))
        .hasValueSatisfying(row -> assertThat(row.said()).endsWith("; restarted"));
  }

  @Test
  void a_certificate_is_quiet_until_three_weeks_before_its_end() {
    assertThat(Certificates.judge("nas:8883", NOON.plus(Duration.ofDays(90)), NOON).matters())
        .isFalse();
    assertThat(Certificates.judge("nas:8883", NOON.plus(Duration.ofDays(12)), NOON))
        .matches(
            row ->
                row.level() == Level.NOTICE && row.said().equals("ends in 12 days, on 2026-03-13"));
    assertThat(Certificates.judge("nas:8883", NOON.minusSeconds(1), NOON).level())
        .isEqualTo(Level.BAD);
  }
}
