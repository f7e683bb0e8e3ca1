package io.piha.console.overview;

import io.piha.console.kit.Changed;
import io.piha.console.kit.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** How the tiles stand: which pass the search, in which groups, which of these are collapsed. */
public final class Tiles {

  /** From so many hosts on they are many: only those in sight exist, all of one height. */
  static final int MANY = 25;

  private final Words words;
  private final Set<String> collapsed = new HashSet<>();
  private final ReadOnlyObjectWrapper<Grouping> grouping =
      new ReadOnlyObjectWrapper<>(Grouping.NONE);
  private final ReadOnlyObjectWrapper<List<TileGroup>> groups =
      new ReadOnlyObjectWrapper<>(List.of());
  private List<HostTileModel> all = List.of();
  private String search = "";

  Tiles(Words words) {
    this.words = words;
  }

  /** Takes the tiles; also when only what they say has changed. */
  void show(List<HostTileModel> tiles) {
    all = List.copyOf(tiles);
    arrange();
  }

  /** Shows only those that say this somewhere. */
  void search(String text) {
    search = text.strip().toLowerCase(Locale.ROOT);
    arrange();
  }

  void group(Grouping by) {
    if (by != grouping.get()) {
      collapsed.clear();
      grouping.set(by);
      arrange();
    }
  }

  /** Opens a collapsed group, or collapses an open one. */
  void toggle(String title) {
    if (!collapsed.remove(title)) {
      collapsed.add(title);
    }
    arrange();
  }

  private void arrange() {
    List<HostTileModel> passing = all.stream().filter(each -> each.matches(search)).toList();
    Changed.set(groups, TileGroup.of(passing, grouping.get(), collapsed, words));
  }

  /** Whether they stand in groups, or are too many to be all there at once. */
  boolean sheet() {
    return all.size() >= MANY || grouping.get() != Grouping.NONE;
  }

  public ReadOnlyObjectProperty<Grouping> grouping() {
    return grouping.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<TileGroup>> groups() {
    return groups.getReadOnlyProperty();
  }
}
