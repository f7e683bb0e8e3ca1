package io.piha.console.kit;

import java.net.URL;
import java.util.Objects;

/** The one catalogue of screens: no other place names an FXML file. */
public enum Screen {
  FRAME("frame/frame.fxml"),
  SHORTCUTS("frame/shortcuts.fxml"),
  CLOSING("frame/closing.fxml"),
  PALETTE("frame/palette.fxml"),
  BANNER("overview/banner.fxml"),
  OVERVIEW("overview/overview.fxml"),
  TILE_BAR("overview/tilebar.fxml"),
  HOST_TILE("overview/hosttile.fxml"),
  TIMELINE("timeline/timeline.fxml"),
  STRIP("timeline/strip.fxml"),
  ALARMS("alarms/alarms.fxml"),
  EVIDENCE("overview/evidence.fxml"),
  WHAT_IF("whatif/whatif.fxml"),
  SYNC("sync/sync.fxml"),
  SNAPSHOTS("snapshots/snapshots.fxml"),
  SETTINGS("settings/settings.fxml"),
  AUDIT("audit/audit.fxml"),
  DRILLS("drills/drills.fxml"),
  DRILL_LIVE("drills/live.fxml"),
  GUARDED("dialog/guarded.fxml"),
  WELCOME("setup/welcome.fxml"),
  SETUP("setup/setup.fxml"),
  SETUP_BROKER("setup/broker.fxml"),
  SETUP_HOST("setup/host.fxml"),
  SETUP_POWER("setup/power.fxml"),
  SETUP_CONTAINERS("setup/containers.fxml"),
  SETUP_ALERTS("setup/alerts.fxml"),
  SETUP_REVIEW("setup/review.fxml"),
  SETUP_RESULT("setup/result.fxml");

  private final String path;

  Screen(String path) {
    this.path = path;
  }

  /** Where the file lies on the class path. */
  public URL url() {
    return Objects.requireNonNull(
        Screen.class.getResource("/io/piha/console/" + path), () -> "screen missing: " + path);
  }
}
