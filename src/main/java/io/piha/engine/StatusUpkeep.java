package io.piha.engine;

import static io.piha.engine.StatusDocument.text;
import static io.piha.engine.StatusDocument.time;

import io.piha.arbiter.MirrorView;
import io.piha.arbiter.StagedSnapshot;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * The mirror, the snapshots and what is done to a host, in the status document. {@link
 * StatusUpkeepReader} reads them back.
 */
final class StatusUpkeep {

  /** As many lines of output as a page shows; the document is published at every change. */
  static final int MOST_LINES = 8;

  private static final SerializableString NO_SYNC = new SerializedString(noSync());

  private StatusUpkeep() {}

  static void write(JsonGenerator json, UpkeepView upkeep) {
    json.writeName("sync");
    if (upkeep.sync().isPresent()) {
      sync(json, upkeep.sync());
    } else {
      json.writeRawValue(NO_SYNC);
    }
    snapshots(json, upkeep);
    texts(json, "snapshots_of", upkeep.saved());
    texts(json, "reinstalls_of", upkeep.reinstalls());
    chore(json, upkeep);
    StatusBoots.write(json, upkeep.boots());
  }

  private static void sync(JsonGenerator json, Optional<UpkeepView.SyncView> sync) {
    json.writeStartObject();
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
    commit(json, "newest", seen.flatMap(MirrorView::source));
    commit(json, "runs", seen.flatMap(MirrorView::target));
    json.writeBooleanProperty("ready", seen.map(MirrorView::ready).orElse(false));
    waiting(json, seen.map(MirrorView::line).orElse(List.of()));
    text(json, "rollback", sync.flatMap(UpkeepView.SyncView::rollback));
    texts(json, "suspects", sync.map(UpkeepView.SyncView::suspects).orElse(List.of()));
    time(json, "settles_at", sync.flatMap(UpkeepView.SyncView::settlesAt));
    text(json, "repository_held_by", seen.map(MirrorView::heldBy).filter(by -> !by.isEmpty()));
    text(json, "repository_held_why", seen.map(MirrorView::heldWhy).filter(why -> !why.isEmpty()));
    json.writeEndObject();
  }

  /** Of a service without a mirror; written once, for a site may have a thousand of them. */
  private static String noSync() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json =
        StatusDocument.JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      sync(json, Optional.empty());
    }
    return out.toString();
  }

  private static void commit(JsonGenerator json, String name, Optional<MirrorView.Commit> commit) {
    if (commit.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    commit(json, commit.get());
    json.writeEndObject();
  }

  private static void commit(JsonGenerator json, MirrorView.Commit commit) {
    json.writeStringProperty("id", commit.id());
    json.writeStringProperty("author", commit.author());
    json.writeStringProperty("subject", commit.subject());
    json.writeStringProperty("committed_at", Rfc3339.text(commit.committedAt()));
  }

  private static void waiting(JsonGenerator json, List<MirrorView.Waiting> line) {
    json.writeArrayPropertyStart("waiting");
    for (MirrorView.Waiting each : line) {
      json.writeStartObject();
      commit(json, each.commit());
      json.writeStringProperty("arrived_at", Rfc3339.text(each.arrivedAt()));
      json.writeStringProperty("due_at", Rfc3339.text(each.dueAt()));
      json.writeNumberProperty("progress", each.progress());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> all) {
    json.writeArrayPropertyStart(name);
    all.forEach(json::writeString);
    json.writeEndArray();
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
    int lines = chore.lines().size();
    texts(json, "lines", chore.lines().subList(Math.max(0, lines - MOST_LINES), lines));
    json.writeEndObject();
  }
}
