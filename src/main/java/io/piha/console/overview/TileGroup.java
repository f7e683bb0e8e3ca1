package io.piha.console.overview;

import io.piha.console.kit.Sign;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Tiles that stand together under a heading.
 *
 * @param title stands in the heading; empty for tiles that are not grouped, which have none
 * @param tone the worst inside, so that a collapsed group hides nothing
 * @param sign of the worst
 * @param worst its state, and how many of the others are no better
 * @param collapsed whether only the heading is shown
 */
record TileGroup(
    String title,
    String count,
    Tone tone,
    Sign sign,
    String worst,
    boolean collapsed,
    List<HostTileModel> tiles) {

  /**
   * The groups of some tiles, services and roles in the order in which they come, the worst state
   * first.
   */
  static List<TileGroup> of(
      List<HostTileModel> tiles, Grouping grouping, Set<String> collapsed, Words words) {
    if (grouping == Grouping.NONE) {
      return tiles.isEmpty() ? List.of() : List.of(group("", tiles, collapsed, words));
    }
    var byTitle = new LinkedHashMap<String, List<HostTileModel>>();
    for (HostTileModel tile : tiles) {
      byTitle.computeIfAbsent(title(tile, grouping), _ -> new ArrayList<>()).add(tile);
    }
    var groups = new ArrayList<TileGroup>();
    byTitle.forEach((title, inside) -> groups.add(group(title, inside, collapsed, words)));
    if (grouping == Grouping.STATE) {
      groups.sort(Comparator.comparing(TileGroup::tone).reversed());
    }
    return List.copyOf(groups);
  }

  private static String title(HostTileModel tile, Grouping grouping) {
    HostFace face = tile.face().get();
    return switch (grouping) {
      case NONE -> "";
      case SERVICE -> tile.service();
      case ROLE -> face.subject();
      case STATE -> face.word();
    };
  }

  private static TileGroup group(
      String title, List<HostTileModel> inside, Set<String> collapsed, Words words) {
    Tone tone = Tone.QUIET;
    for (HostTileModel each : inside) {
      tone = tone.or(each.face().get().tone());
    }
    Tone worst = tone;
    List<HostFace> worstFaces =
        inside.stream().map(each -> each.face().get()).filter(it -> it.tone() == worst).toList();
    HostFace first = worstFaces.getFirst();
    long others = worstFaces.size() - 1L;
    return new TileGroup(
        title,
        words.count(inside.size(), "group.host", "group.hosts"),
        tone,
        first.sign(),
        others == 0 || worst.compareTo(Tone.NOTICE) < 0
            ? first.name() + " " + first.word()
            : words.say("group.worst", first.name(), first.word(), others),
        collapsed.contains(title),
        List.copyOf(inside));
  }
}
