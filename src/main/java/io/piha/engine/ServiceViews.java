package io.piha.engine;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The services of one picture, each painted when somebody first looks at it, on the thread of
 * whoever looks. Immutable for whoever looks; two who look at once may both paint the same.
 */
final class ServiceViews extends AbstractList<Snapshot.ServiceView> implements RandomAccess {

  private final Snapshot.@Nullable ServiceView[] painted;
  private final IntFunction<Snapshot.ServiceView> painter;
  private final long revision;

  /**
   * @param painter paints the one at that place, always the same
   * @param revision what all their revisions are together
   */
  ServiceViews(int size, long revision, IntFunction<Snapshot.ServiceView> painter) {
    this.painted = new Snapshot.ServiceView[size];
    this.painter = painter;
    this.revision = revision;
  }

  /** The same, each touched up before it is looked at. */
  static List<Snapshot.ServiceView> touched(
      List<Snapshot.ServiceView> views, UnaryOperator<Snapshot.ServiceView> touch) {
    return new ServiceViews(views.size(), revision(views), place -> touch.apply(views.get(place)));
  }

  /** What all their revisions are together, with none of them painted for it. */
  static long revision(List<Snapshot.ServiceView> views) {
    return views instanceof ServiceViews some
        ? some.revision
        : views.stream().mapToLong(Snapshot.ServiceView::revision).sum();
  }

  @Override
  public Snapshot.ServiceView get(int place) {
    Snapshot.ServiceView view = painted[place];
    if (view == null) {
      view = painter.apply(place);
      // A view is immutable to its last part, so that another thread sees all of it or none.
      painted[place] = view;
    }
    return view;
  }

  @Override
  public int size() {
    return painted.length;
  }
}
