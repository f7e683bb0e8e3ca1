package io.piha.console.overview;

import io.piha.console.kit.Words;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Where the panels stand: side by side in a wide window, as tabs under the tiles in a narrow one,
 * and beside the tiles in a very wide one, which leaves the records all the room below.
 */
final class Arrangement {

  /** Below this width of the page the panels become tabs. */
  static final double WIDE = 1080;

  /** From this width of the page on there is room for the reasons beside the tiles. */
  private static final double BROAD = 1900;

  /** Of the tabs, as the panels stand in them. */
  private static final List<String> TITLES = List.of("why.title", "audit.latest", "ground.title");

  private enum Room {
    NARROW,
    WIDE,
    BROAD;

    /** Before there is a width it is as designed. */
    static Room of(double width) {
      boolean narrow = width > 0 && width < Arrangement.WIDE;
      return narrow ? NARROW : width < Arrangement.BROAD ? WIDE : BROAD;
    }
  }

  private final HBox upper;
  private final HBox lower;
  private final Pane tabPlace;
  private final Words words;
  private final Region ground;
  private final Region why;
  private final Region audit;
  private Optional<TabPane> made = Optional.empty();

  /**
   * @param tabPlace where the tabs stand, which are made when they are first needed
   */
  Arrangement(
      HBox upper, HBox lower, Pane tabPlace, Words words, Region ground, Region why, Region audit) {
    this.upper = upper;
    this.lower = lower;
    this.tabPlace = tabPlace;
    this.words = words;
    this.ground = ground;
    this.why = why;
    this.audit = audit;
  }

  void follow(ObservableValue<Number> width) {
    width.map(now -> Room.of(now.doubleValue())).subscribe(this::arrange);
  }

  private void arrange(Room room) {
    List<Region> panels = List.of(why, audit, ground);
    panels.forEach(this::detach);
    boolean tabbed = room == Room.NARROW;
    lower.setVisible(!tabbed);
    lower.setManaged(!tabbed);
    tabPlace.setVisible(tabbed);
    tabPlace.setManaged(tabbed);
    switch (room) {
      case NARROW -> {
        List<Tab> tabs = tabs();
        for (int i = 0; i < panels.size(); i++) {
          tabs.get(i).setContent(panels.get(i));
        }
      }
      case WIDE -> {
        upper.getChildren().add(ground);
        lower.getChildren().setAll(why, audit);
      }
      case BROAD -> {
        upper.getChildren().addAll(ground, why);
        lower.getChildren().setAll(audit);
      }
    }
    panels.forEach(panel -> titled(panel, !tabbed));
  }

  private void detach(Region panel) {
    upper.getChildren().remove(panel);
    lower.getChildren().remove(panel);
    made.map(TabPane::getTabs).stream()
        .flatMap(List::stream)
        .filter(tab -> panel.equals(tab.getContent()))
        .forEach(Arrangement::drop);
  }

  private List<Tab> tabs() {
    if (made.isEmpty()) {
      var fresh = new TabPane();
      fresh.getStyleClass().add("low-tabs");
      fresh.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
      TITLES.forEach(key -> fresh.getTabs().add(new Tab(words.say(key))));
      tabPlace.getChildren().setAll(fresh);
      made = Optional.of(fresh);
    }
    return made.get().getTabs();
  }

  private static void drop(Tab tab) {
    tab.setContent(new Pane());
  }

  // In a tab the tab's own title is enough.
  private static void titled(Region panel, boolean yes) {
    Node head = panel.lookup(".card-head");
    head.setVisible(yes);
    head.setManaged(yes);
  }
}
