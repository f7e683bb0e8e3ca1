package io.piha.console.frame;

import io.piha.console.dialog.Opener;
import io.piha.console.kit.Live;
import io.piha.console.kit.Screen;
import io.piha.console.kit.Screens;
import io.piha.console.kit.Words;
import io.piha.console.snapshots.SnapshotsModel;
import io.piha.console.snapshots.SnapshotsPage;
import io.piha.console.sync.SyncModel;
import io.piha.console.sync.SyncPage;
import java.util.function.Supplier;

/** The pages of what keeps a standby ready: the mirror and the snapshots. */
record UpkeepPages(Words words, Live live, Supplier<String> service, Opener dialogs) {

  void into(Pages pages, Screens screens) {
    var sync = new SyncModel(words, live, service, dialogs);
    pages.add(
        Page.SYNC,
        () -> screens.load(Screen.SYNC, new SyncPage(sync, live.past(), words)),
        _ -> sync.tick(),
        sync::tick);
    var staged = new SnapshotsModel(words, live, service, dialogs);
    pages.add(
        Page.SNAPSHOTS,
        () -> screens.load(Screen.SNAPSHOTS, new SnapshotsPage(staged, live.past(), words)),
        _ -> staged.tick(),
        staged::tick);
  }
}
