package io.piha.console.ports;

import io.piha.console.kit.PortBoard;
import io.piha.console.kit.Words;
import io.piha.console.kit.WrappingCell;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** One line of the list of ports: a switch, a port in columns, or what to do about it. */
public final class PortCell extends WrappingCell<PortLine> {
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
  private static final PseudoClass DEVICE = PseudoClass.getPseudoClass("device");
  private static final PseudoClass ADVICE = PseudoClass.getPseudoClass("advice");

  private final Words words;
  private final Label sentence = column("port-text");
  private final Label port = column("port-name");
  private final Label state = column("port-state");
  private final Label watts = column("port-watts");
  private final Label powerClass = column("port-class");
  private final Label whose = column("port-whose");
  private final HBox row = new HBox(port, state, watts, powerClass, whose);

  public PortCell(Words words) {
    this.words = words;
    getStyleClass().add("port-cell");
    row.getStyleClass().add("port-row");
    setPrefWidth(0);
    sentence.setWrapText(true);
    state.setWrapText(true);
    whose.setWrapText(true);
    whose.setMaxWidth(Double.MAX_VALUE);
    whose.setMinWidth(0);
    HBox.setHgrow(whose, Priority.ALWAYS);
  }

  private static Label column(String style) {
    Label label = new Label();
    label.getStyleClass().add(style);
    return label;
  }

  @Override
  protected void updateItem(@Nullable PortLine line, boolean empty) {
    super.updateItem(line, empty);
    @Nullable PortLine shown = empty ? null : line;
    pseudoClassStateChanged(DEVICE, shown instanceof PortLine.Device);
    pseudoClassStateChanged(ADVICE, shown instanceof PortLine.Advice);
    pseudoClassStateChanged(DARK, shown instanceof PortLine.Port it && !it.port().delivers());
    switch (shown) {
      case null -> text(null);
      case PortLine.Device(String name, String trouble) ->
          text(trouble.isEmpty() ? name : name + " · " + trouble);
      case PortLine.Advice(String text) -> text("→ " + text);
      case PortLine.Port(PortBoard.Port it) -> port(it);
    }
  }

  private void text(@Nullable String text) {
    sentence.setText(text);
    setGraphic(text == null ? null : sentence);
    setAccessibleText(text);
  }

  private void port(PortBoard.Port it) {
    port.setText(it.label().isEmpty() ? it.port() : it.port() + "  " + it.label());
    state.setText(
        words.sayOr("power." + it.word(), it.word())
            + (it.word().equals("on") && !it.delivers()
                ? ", " + words.say("settings.ports.idle")
                : ""));
    watts.setText(it.watts());
    powerClass.setText(it.powerClass());
    whose.setText(
        Stream.of(
                it.powers().isEmpty()
                    ? ""
                    : words.say("settings.ports.powers", String.join(", ", it.powers())),
                it.seen().isEmpty() ? "" : words.say("settings.ports.sees", some(it)))
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(" · ")));
    setGraphic(row);
    setAccessibleText(
        Stream.of(port, state, watts, powerClass, whose)
            .map(Label::getText)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(", ")));
  }

  private static String some(PortBoard.Port it) {
    return String.join(", ", it.named()) + (it.unnamed() > 0 ? " + " + it.unnamed() : "");
  }
}
