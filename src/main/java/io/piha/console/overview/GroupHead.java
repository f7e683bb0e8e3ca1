package io.piha.console.overview;

import io.piha.console.kit.Faces;
import io.piha.console.kit.SignView;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * The heading of a group: what it is, how many, and the worst inside. A click collapses or opens
 * it.
 */
final class GroupHead extends Button {

  private static final PseudoClass COLLAPSED = PseudoClass.getPseudoClass("collapsed");

  private final Label title = new Label();
  private final Label count = new Label();
  private final Label worst = new Label();
  private final SignView sign = new SignView();
  private final HBox badge = new HBox(sign, worst);

  GroupHead(String of, Consumer<String> onToggle) {
    var chevron = new Region();
    chevron.getStyleClass().add("chevron");
    title.getStyleClass().add("card-title");
    count.getStyleClass().add("muted");
    badge.getStyleClass().add("badge");
    var row = new HBox(chevron, title, count, badge);
    row.getStyleClass().add("group-row");
    getStyleClass().add("tile-group");
    setGraphic(row);
    setOnAction(_ -> onToggle.accept(of));
  }

  void show(TileGroup group) {
    title.setText(group.title());
    count.setText(group.count());
    worst.setText(group.worst());
    sign.show(group.sign());
    Faces.set(badge, group.tone());
    pseudoClassStateChanged(COLLAPSED, group.collapsed());
    setAccessibleText(group.title() + ", " + group.count() + ", " + group.worst());
  }
}
