package io.piha.console.frame;

import io.piha.console.kit.Faces;
import io.piha.console.kit.Tip;
import io.piha.console.kit.Words;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** News in one row under the page, which they never cover. None takes the focus. */
final class NewsPane extends HBox {

  private final News news;
  private final Words words;
  private final Consumer<Long> onOpen;

  /**
   * @param onOpen called with the number of the record that the operator wants to see
   */
  NewsPane(News news, Words words, Consumer<Long> onOpen) {
    this.news = news;
    this.words = words;
    this.onOpen = onOpen;
    getStyleClass().add("news");
    Faces.showWhen(this, Bindings.isNotEmpty(news.items()).map(yes -> yes));
    news.items().addListener((ListChangeListener<News.Item>) _ -> show());
  }

  private void show() {
    getChildren().setAll(news.items().stream().map(this::card).toList());
  }

  private Region card(News.Item item) {
    var kind = new Label(item.kind());
    kind.getStyleClass().add("news-kind");
    kind.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(kind, Priority.ALWAYS);
    boolean recorded = item.id() >= 0;
    var open = button(words.say("news.open"), () -> open(item));
    var drop = button(words.say("news.drop"), () -> news.drop(item));
    open.setVisible(recorded);
    var text = new Label(item.text());
    text.getStyleClass().add("news-text");
    text.setWrapText(true);
    new Tip(text).say(item.text());
    var card = new VBox(new HBox(8, kind, open, drop), text);
    card.getStyleClass().add("news-card");
    HBox.setHgrow(card, Priority.ALWAYS);
    Faces.set(card, item.tone());
    return card;
  }

  private void open(News.Item item) {
    news.drop(item);
    onOpen.accept(item.id());
  }

  private static Button button(String text, Runnable action) {
    var button = new Button(text);
    button.getStyleClass().add("small");
    button.setFocusTraversable(false);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
