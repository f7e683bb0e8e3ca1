package io.piha.console.timeline;

import io.piha.console.kit.Words;
import java.time.Instant;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * The strip itself: drawn on a canvas, dragged, zoomed and typed at. Drawn once a frame at most,
 * however often something changes, and not at all when nothing would look different. With more
 * hosts than there is room for, a bar beside it scrolls them; leader, marks and axis stay.
 */
public final class TimelineCanvas extends Region {

  private static final double NEAR = 7;

  private final TimelineModel model;
  private final Canvas canvas = new Canvas();
  private final Ink ink = new Ink();
  private final ScrollBar bar = new ScrollBar();
  private final int mostRows;
  private final Swatches colours = new Swatches();
  private final Brush brush;
  private final Label readout;
  private double grabbed = Double.NaN;
  private boolean scrubbing;
  private boolean moved;
  private Look drawn = Look.NONE;
  private Axis painted;
  private int laidOut;

  /**
   * @param mostRows hosts that it asks room for; it takes more where there is more
   * @param readout where it is said what lies under the pointer
   */
  TimelineCanvas(TimelineModel model, Words words, int mostRows, Label readout) {
    this.model = model;
    this.painted = model.axis().get();
    this.mostRows = mostRows;
    this.readout = readout;
    this.brush = new Brush(canvas.getGraphicsContext2D(), colours, words);
    getStyleClass().add("timeline-canvas");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.SLIDER);
    setAccessibleText(words.say("timeline.name"));
    bar.setOrientation(Orientation.VERTICAL);
    bar.setManaged(false);
    bar.setAccessibleText(words.say("timeline.hosts"));
    bar.valueProperty().subscribe((_, _) -> spoil());
    getChildren().addAll(colours, ink, bar);
    model.axis().subscribe(_ -> spoil());
    model.beats().subscribe(_ -> spoil());
    colours.onChange(this::spoilAll);
    setOnMouseMoved(this::hover);
    setOnMouseExited(_ -> readout.setText(""));
    setOnMousePressed(this::pressed);
    setOnMouseDragged(this::dragged);
    setOnMouseReleased(this::released);
    setOnScroll(this::scrolled);
    addEventHandler(KeyEvent.KEY_PRESSED, this::typed);
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefHeight(double width) {
    return new Lanes(Math.min(mostRows, model.count())).height();
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computeMaxHeight(double width) {
    return new Lanes(Math.min(TimelineModel.MOST_ROWS, model.count())).height();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 600;
  }

  @Override
  protected void layoutChildren() {
    laidOut = model.count();
    int fits = fitting();
    int hidden = Math.max(0, model.count() - fits);
    bar.setVisible(hidden > 0);
    bar.setMax(hidden);
    bar.setVisibleAmount(hidden == 0 ? 1 : (double) hidden * fits / model.count());
    bar.setBlockIncrement(fits);
    bar.setUnitIncrement(1);
    bar.setValue(Math.min(bar.getValue(), hidden));
    double wide = hidden > 0 ? snapSizeX(bar.prefWidth(-1)) : 0;
    bar.resizeRelocate(getWidth() - wide, 0, wide, getHeight());
    ink.resizeRelocate(0, 0, getWidth() - wide - (wide > 0 ? 4 : 0), getHeight());
    spoilAll();
  }

  private int fitting() {
    return Math.min(Lanes.fitting(getHeight()), Math.max(1, model.count()));
  }

  /** Draws in the next frame, if anybody can see it and it would look different. */
  private void spoil() {
    if (getScene() == null || !seen()) {
      return;
    }
    if (model.count() != laidOut) {
      requestLayout();
    }
    model.scroll((int) Math.round(bar.getValue()), fitting());
    if (!Look.of(model, room()).equals(drawn)) {
      ink.requestLayout();
    }
  }

  private void spoilAll() {
    drawn = Look.NONE;
    ink.requestLayout();
    spoil();
  }

  /** A root of its own for layout: a drawing anew then lays out nothing but itself. */
  private final class Ink extends Region {

    Ink() {
      setManaged(false);
      getChildren().add(canvas);
    }

    @Override
    protected void layoutChildren() {
      if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
      }
      drawn = Look.of(model, room());
      painted = model.axis().get();
      brush.draw(model, getWidth(), getHeight());
    }
  }

  private boolean seen() {
    for (Node node = this; node != null; node = node.getParent()) {
      if (!node.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private double room() {
    return Math.max(1, ink.getWidth() - Lanes.GUTTER - Lanes.EDGE);
  }

  /** What is seen under the pointer, which may be painted some pixels behind the model. */
  private Instant at(MouseEvent event) {
    return painted.at(event.getX() - Lanes.GUTTER, room());
  }

  private boolean onPlayhead(MouseEvent event) {
    double x = painted.x(model.playhead(), room()) + Lanes.GUTTER;
    return Math.abs(event.getX() - x) <= NEAR;
  }

  private Optional<Mark> mark(MouseEvent event) {
    var lanes = new Lanes(model.hosts().size());
    boolean inLane = event.getY() >= lanes.marks() && event.getY() < lanes.axis();
    long near = (long) (painted.span().toMillis() * NEAR / room());
    return inLane ? model.chart().get().near(at(event), near) : Optional.empty();
  }

  private void hover(MouseEvent event) {
    readout.setText(event.getX() < Lanes.GUTTER ? "" : model.tell(at(event)));
    boolean pointed = mark(event).isPresent();
    setCursor(pointed ? Cursor.HAND : onPlayhead(event) ? Cursor.H_RESIZE : Cursor.DEFAULT);
  }

  private void pressed(MouseEvent event) {
    requestFocus();
    if (event.getButton() == MouseButton.PRIMARY && event.getX() >= Lanes.GUTTER) {
      grabbed = event.getX();
      scrubbing = onPlayhead(event);
      moved = false;
      event.consume();
    }
  }

  private void dragged(MouseEvent event) {
    if (Double.isNaN(grabbed)) {
      return;
    }
    if (scrubbing) {
      model.turnTo(at(event));
      readout.setText(model.tell(at(event)));
    } else if (moved || Math.abs(event.getX() - grabbed) > 3) {
      model.pan((grabbed - event.getX()) / room());
      grabbed = event.getX();
    } else {
      return;
    }
    moved = true;
    event.consume();
  }

  private void released(MouseEvent event) {
    if (!Double.isNaN(grabbed) && !moved) {
      mark(event).ifPresentOrElse(model::open, () -> model.turnTo(at(event)));
    }
    grabbed = Double.NaN;
    scrubbing = false;
  }

  private void scrolled(ScrollEvent event) {
    if (event.getX() < Lanes.GUTTER && bar.isVisible()) {
      bar.setValue(Math.clamp(bar.getValue() - Math.signum(event.getDeltaY()), 0, bar.getMax()));
      event.consume();
      return;
    }
    boolean sideways = Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY());
    if (sideways || event.isShiftDown()) {
      double by = sideways ? event.getDeltaX() : event.getDeltaY();
      model.pan(-by / room());
    } else if (event.getDeltaY() != 0) {
      Instant anchor = painted.at(event.getX() - Lanes.GUTTER, room());
      model.zoom(Math.pow(1.2, -event.getDeltaY() / 40), anchor);
    }
    event.consume();
  }

  private void typed(KeyEvent event) {
    boolean head = event.isShiftDown();
    switch (event.getCode()) {
      case LEFT -> move(head, -1);
      case RIGHT -> move(head, 1);
      case UP, PLUS, ADD, EQUALS -> model.zoom(1 / 1.5, model.playhead());
      case DOWN, MINUS, SUBTRACT -> model.zoom(1.5, model.playhead());
      case COMMA -> model.toMark(false);
      case PERIOD -> model.toMark(true);
      case ENTER -> model.openHere();
      case PAGE_UP -> bar.decrement();
      case PAGE_DOWN -> bar.increment();
      default -> {
        return;
      }
    }
    readout.setText(model.tell(model.playhead()));
    setAccessibleHelp(readout.getText());
    event.consume();
  }

  private void move(boolean head, int way) {
    if (head) {
      model.step(way * 0.01);
    } else {
      model.pan(way * 0.1);
    }
  }
}
