package io.piha.console.overview;

import io.piha.console.kit.Archive;
import io.piha.console.kit.Background;
import io.piha.journal.HistoryLog;
import io.piha.journal.JournalFailed;
import io.piha.journal.PowerChange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Looks up now and then what the hosts on the page drew, off the screen's thread. */
final class Draws {

  /** A pixel of the trace is about this long; to look more often would only cost frames. */
  private static final Duration EVERY = Duration.ofSeconds(30);

  private static final int MOST_CHANGES = 400;

  private final Archive archive;
  private final Background background;
  private List<String> looked = List.of();
  private Instant at = Instant.EPOCH;

  Draws(Archive archive, Executor screen) {
    this.archive = archive;
    this.background = new Background(screen);
  }

  /**
   * Tells the tiles, when others are shown than before, a port reads otherwise, or time has passed
   * in either direction.
   *
   * @param now the moment that the page shows
   */
  void look(List<HostTileModel> tiles, Instant now) {
    List<String> wanted =
        tiles.stream()
            .flatMap(each -> each.powerWord().map(word -> each.key() + word).stream())
            .toList();
    if (wanted.equals(looked) && Duration.between(at, now).abs().compareTo(EVERY) < 0) {
      return;
    }
    looked = wanted;
    at = now;
    List<HostTileModel> asked =
        tiles.stream().filter(each -> each.powerWord().isPresent()).toList();
    if (asked.isEmpty()) {
      background.forget();
      return;
    }
    background.ask(
        () -> read(asked, now),
        kept -> asked.forEach(each -> each.drew(kept.getOrDefault(each.key(), List.of()), now)),
        _ -> asked.forEach(HostTileModel::drewUnknown));
  }

  private Map<String, List<PowerChange>> read(List<HostTileModel> tiles, Instant now)
      throws JournalFailed {
    HistoryLog history = archive.history();
    var kept = new HashMap<String, List<PowerChange>>();
    for (HostTileModel each : tiles) {
      kept.put(
          each.key(),
          history.power(each.service(), each.host(), now.minus(DrawFace.SPAN), now, MOST_CHANGES));
    }
    return kept;
  }
}
