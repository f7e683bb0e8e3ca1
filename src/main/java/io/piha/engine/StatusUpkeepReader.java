package io.piha.engine;

import static io.piha.engine.StatusReader.count;
import static io.piha.engine.StatusReader.flag;
import static io.piha.engine.StatusReader.list;
import static io.piha.engine.StatusReader.number;
import static io.piha.engine.StatusReader.some;
import static io.piha.engine.StatusReader.strings;
import static io.piha.engine.StatusReader.text;
import static io.piha.engine.StatusReader.time;

import io.piha.arbiter.MirrorView;
import io.piha.arbiter.StagedSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads back what {@link StatusUpkeep} writes of a service. */
final class StatusUpkeepReader {

  private StatusUpkeepReader() {}

  /**
   * The mirror, the snapshots and what is done to a host, of a service of the document.
   *
   * @param at when the document was written, in the place of moments it does not tell
   */
  static UpkeepView read(JsonNode service, Instant at) {
    return new UpkeepView(
        sync(service.path("sync"), at),
        list(service.path("snapshots"), each -> snapshot(each, at)),
        strings(service.path("snapshots_of")),
        strings(service.path("reinstalls_of")),
        Optional.of(service.path("chore")).filter(JsonNode::isObject).map(each -> chore(each, at)));
  }

  /** Before its first look a mirror has told nothing but nulls. */
  private static Optional<UpkeepView.SyncView> sync(JsonNode it, Instant at) {
    return time(it, "looked_at")
        .map(
            looked ->
                new UpkeepView.SyncView(
                    seen(it, looked, at),
                    some(it, "held_by"),
                    text(it, "held_why"),
                    some(it, "rollback"),
                    strings(it.path("suspects")),
                    time(it, "settles_at")));
  }

  private static MirrorView seen(JsonNode it, Instant looked, Instant at) {
    List<MirrorView.Waiting> line = list(it.path("waiting"), each -> waiting(each, at));
    return new MirrorView(
        commit(it.path("newest"), at),
        commit(it.path("runs"), at),
        commit(it.path("candidate"), at),
        flag(it, "ready"),
        text(it, "repository_held_by"),
        text(it, "repository_held_why"),
        time(it, "due_at"),
        Math.max(0, number(it, "behind")),
        time(it, "behind_since"),
        Math.max(0, number(it, "files")),
        line.subList(0, Math.min(line.size(), MirrorView.MOST_WAITING)),
        time(it, "next_at"),
        looked);
  }

  private static Optional<MirrorView.Commit> commit(JsonNode it, Instant at) {
    return it.isObject() ? Optional.of(named(it, at)) : Optional.empty();
  }

  private static MirrorView.Commit named(JsonNode it, Instant at) {
    return new MirrorView.Commit(
        text(it, "id"),
        text(it, "author"),
        text(it, "subject"),
        time(it, "committed_at").orElse(at));
  }

  private static MirrorView.Waiting waiting(JsonNode it, Instant at) {
    double progress = it.path("progress").asDouble(0);
    return new MirrorView.Waiting(
        named(it, at),
        time(it, "arrived_at").orElse(at),
        Double.isFinite(progress) ? Math.clamp(progress, 0, 1) : 0,
        time(it, "due_at").orElse(at));
  }

  private static StagedSnapshot snapshot(JsonNode it, Instant at) {
    return new StagedSnapshot(
        text(it, "id"),
        text(it, "host"),
        text(it, "kind"),
        time(it, "at").orElse(at),
        count(it, "bytes", 0),
        text(it, "sha256"),
        flag(it, "verified"),
        text(it, "note"));
  }

  private static UpkeepView.ChoreView chore(JsonNode it, Instant at) {
    List<String> lines = strings(it.path("lines"));
    return new UpkeepView.ChoreView(
        text(it, "action"),
        text(it, "host"),
        text(it, "subject"),
        text(it, "by"),
        time(it, "since").orElse(at),
        text(it, "text"),
        count(it, "bytes", 0),
        count(it, "total", -1),
        lines.subList(0, Math.min(lines.size(), StatusUpkeep.MOST_LINES)));
  }
}
