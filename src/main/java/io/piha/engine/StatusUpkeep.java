package io.piha.engine;

import static io.piha.engine.StatusDocument.text;
import static io.piha.engine.StatusDocument.time;

import io.piha.arbiter.MirrorView;
import io.piha.arbiter.StagedSnapshot;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The mirror, the snapshots and what is done to a host, in the status document. */
final class StatusUpkeep {

  private StatusUpkeep() {}

  static void write(JsonGenerator json, UpkeepView upkeep) {
    json.writeObjectPropertyStart("sync");
    Optional<UpkeepView.SyncView> sync = upkeep.sync();
    Optional<MirrorView> seen = sync.map(UpkeepView.SyncView::seen);
    text(json, "source", seen.flatMap(MirrorView::source).map(MirrorView.Commit::id));
    text(json, "target", seen.flatMap(MirrorView::target).map(MirrorView.Commit::id));
    text(json, "held_by", sync.flatMap(UpkeepView.SyncView::heldBy));
    time(json, "next_at", seen.flatMap(MirrorView::nextRun));
    text(json, "held_why", sync.map(UpkeepView.SyncView::heldWhy).filter(why -> !why.isEmpty()));
    json.writeNumberProperty("behind", seen.map(MirrorView::behind).orElse(0));
    time(json, "behind_since", seen.flatMap(MirrorView::behindSince));
    json.writeNumberProperty("files", seen.map(MirrorView::files).orElse(0));
    time(json, "due_at", seen.flatMap(MirrorView::dueAt));
    time(json, "looked_at", seen.map(MirrorView::lookedAt));
    commit(json, "candidate", seen.flatMap(MirrorView::candidate));
    commit(json, "runs", seen.flatMap(MirrorView::target));
    text(json, "rollback", sync.flatMap(UpkeepView.SyncView::rollback));
    json.writeEndObject();
    snapshots(json, upkeep);
    chore(json, upkeep);
  }

  private static void commit(JsonGenerator json, String name, Optional<MirrorView.Commit> commit) {
    if (commit.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("id", commit.get().id());
    json.writeStringProperty("author", commit.get().author());
    json.writeStringProperty("subject", commit.get().subject());
    json.writeEndObject();
  }

  private static void snapshots(JsonGenerator json, UpkeepView upkeep) {
    json.writeArrayPropertyStart("snapshots");
    for (StagedSnapshot each : upkeep.snapshots()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.id());
      json.writeStringProperty("host", each.host());
      json.writeStringProperty("kind", each.kind());
      json.writeStringProperty("at", Rfc3339.text(each.takenAt()));
      json.writeNumberProperty("bytes", each.bytes());
      json.writeStringProperty("sha256", each.sha256());
      json.writeBooleanProperty("verified", each.verified());
      json.writeStringProperty("note", each.note());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void chore(JsonGenerator json, UpkeepView upkeep) {
    if (upkeep.chore().isEmpty()) {
      json.writeNullProperty("chore");
      return;
    }
    UpkeepView.ChoreView chore = upkeep.chore().get();
    json.writeObjectPropertyStart("chore");
    json.writeStringProperty("action", chore.action());
    json.writeStringProperty("host", chore.host());
    json.writeStringProperty("subject", chore.subject());
    json.writeStringProperty("by", chore.by());
    json.writeStringProperty("since", Rfc3339.text(chore.since()));
    json.writeStringProperty("text", chore.text());
    json.writeNumberProperty("bytes", chore.bytes());
    if (chore.total() < 0) {
      json.writeNullProperty("total");
    } else {
      json.writeNumberProperty("total", chore.total());
    }
    json.writeEndObject();
  }
}
