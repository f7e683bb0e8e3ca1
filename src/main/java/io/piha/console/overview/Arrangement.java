package io.piha.console.overview;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Where the panels stand: side by side in a wide window, as tabs under the tiles in a narrow. */
final class Arrangement {

  /** Below this width of the page the panels become tabs. */
  static final double WIDE = 1080;

  private final HBox upper;
  private final HBox lower;
  private final TabPane tabs;
  private final Region ground;
  private final Region why;
  private final Region audit;

  Arrangement(HBox upper, HBox lower, TabPane tabs, Region ground, Region why, Region audit) {
    this.upper = upper;
    this.lower = lower;
    this.tabs = tabs;
    this.ground = ground;
    this.why = why;
    this.audit = audit;
  }

  void follow(ObservableValue<Number> width) {
    width.map(now -> now.doubleValue() >= WIDE).subscribe(this::arrange);
  }

  private void arrange(boolean wide) {
    List<Region> panels = List.of(why, audit, ground);
    panels.forEach(this::detach);
    lower.setVisible(wide);
    lower.setManaged(wide);
    tabs.setVisible(!wide);
    tabs.setManaged(!wide);
    if (wide) {
      upper.getChildren().add(ground);
      lower.getChildren().setAll(why, audit);
    } else {
      for (int i = 0; i < panels.size(); i++) {
        tabs.getTabs().get(i).setContent(panels.get(i));
      }
    }
    panels.forEach(panel -> titled(panel, wide));
  }

  private void detach(Region panel) {
    upper.getChildren().remove(panel);
    lower.getChildren().remove(panel);
    tabs.getTabs().stream()
        .filter(tab -> panel.equals(tab.getContent()))
        .forEach(Arrangement::drop);
  }

  private static void drop(Tab tab) {
    tab.setContent(new Pane());
  }

  // In a tab the tab's own title is enough.
  private static void titled(Region panel, boolean wide) {
    Node head = ((VBox) panel).getChildren().getFirst();
    head.setVisible(wide);
    head.setManaged(wide);
  }
}
