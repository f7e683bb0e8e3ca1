package io.piha.console.timeline;

import io.piha.console.kit.Fact;
import io.piha.console.kit.FactRows;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.layout.StackPane;

/** Ties timeline.fxml to its model. */
public final class TimelinePage {

  /** More hosts than this are scrolled, so that the reasons below stay in sight. */
  private static final int ROWS = 6;

  private final TimelineModel model;
  private final ObservableValue<List<Fact>> whyFacts;
  private final ObservableValue<List<Fact>> evidenceFacts;
  private final Screens screens;
  private final Words words;

  @FXML private StackPane strip;
  @FXML private FactRows why;
  @FXML private FactRows evidence;

  /**
   * @param why the chain of reasons of the moment that is shown
   * @param evidence what spoke for and against a failover at that moment
   */
  public TimelinePage(
      TimelineModel model,
      ObservableValue<List<Fact>> why,
      ObservableValue<List<Fact>> evidence,
      Screens screens,
      Words words) {
    this.model = model;
    this.whyFacts = why;
    this.evidenceFacts = evidence;
    this.screens = screens;
    this.words = words;
  }

  @FXML
  private void initialize() {
    strip.getChildren().setAll(screens.load(Screen.STRIP, new StripPage(model, words, ROWS)));
    why.follow(whyFacts);
    evidence.follow(evidenceFacts);
  }
}
