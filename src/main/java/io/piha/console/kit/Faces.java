package io.piha.console.kit;

import java.util.Locale;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Turns an enum into pseudo-classes, so that look is decided in the style sheets alone. */
public final class Faces {

  private Faces() {}

  /** Keeps exactly one pseudo-class of the enum's set on the node. */
  public static <E extends Enum<E>> void paint(Node node, ObservableValue<E> value) {
    value.subscribe(now -> set(node, now));
  }

  /** Puts exactly one pseudo-class of the enum's set on the node. */
  public static <E extends Enum<E>> void set(Node node, E now) {
    for (E each : now.getDeclaringClass().getEnumConstants()) {
      node.pseudoClassStateChanged(named(each), each == now);
    }
  }

  /** Follows a yes or no with one pseudo-class. */
  public static void flag(Node node, String name, ObservableValue<Boolean> value) {
    var pseudo = PseudoClass.getPseudoClass(name);
    value.subscribe(now -> node.pseudoClassStateChanged(pseudo, now));
  }

  /** Shows a node, and gives it room, only while the value is true. */
  public static void showWhen(Node node, ObservableValue<Boolean> value) {
    node.visibleProperty().bind(value);
    node.managedProperty().bind(value);
  }

  /** The same, and makes what is in it only when it is first shown. */
  public static void showWhenMade(
      Pane place, Supplier<? extends Node> content, ObservableValue<Boolean> value) {
    showWhen(place, value);
    place
        .visibleProperty()
        .subscribe(
            yes -> {
              if (yes && place.getChildren().isEmpty()) {
                place.getChildren().setAll(content.get());
              }
            });
  }

  private static PseudoClass named(Enum<?> value) {
    return PseudoClass.getPseudoClass(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
