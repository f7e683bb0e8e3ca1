package io.piha.cli;

import io.piha.arbiter.Entry;
import io.piha.arbiter.Kind;
import io.piha.arbiter.Severity;
import io.piha.leadership.LinkListener;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of other control planes on the broker. The one with the lower name stays; of two with the
 * same name, the one that started first; of one with a lease and one without, the one with it.
 */
final class Rivals implements LinkListener {

  private static final Logger LOG = LoggerFactory.getLogger(Rivals.class);

  private final DataFolder folder;
  private final boolean yields;
  private final Consumer<String> before;
  private final Consumer<Entry> note;
  private volatile boolean unlikeSaid;

  /**
   * @param folder whose name this one has
   * @param yields whether it steps back; not where a lease says who acts
   * @param before told of an active one that goes before this one
   * @param note takes the record of one of the same name
   */
  Rivals(DataFolder folder, boolean yields, Consumer<String> before, Consumer<Entry> note) {
    this.folder = folder;
    this.yields = yields;
    this.before = before;
    this.note = note;
  }

  @Override
  public void foreignStatus(Rival rival) {
    if (!rival.acts()) {
      return;
    }
    if (yields && (rival.leased() || rival.id().compareTo(folder.id()) < 0)) {
      LOG.warn("control plane {} is active on this broker; this one steps back", rival.id());
      if (rival.leased()) {
        unlike("control plane " + rival.id() + " acts by a lease in etcd and this one without", "");
      }
      before.accept(rival.id());
    } else if (!yields && !rival.leased()) {
      unlike(
          "control plane " + rival.id() + " acts without a lease beside this one, which has it",
          "; the other steps back");
    }
  }

  /** Two that cannot know of each other whose turn it is. */
  private void unlike(String how, String and) {
    if (!unlikeSaid) {
      unlikeSaid = true;
      attention(how + and + ". Give both the same arbiter.lease");
    }
  }

  @Override
  public void namesake(String startedAt, String at) {
    if (!yields) {
      return;
    }
    switch (folder.namesakes().heard(startedAt, at)) {
      case NONE -> {}
      case STAYS ->
          attention(
              "another control plane, started at "
                  + startedAt
                  + ", runs from a copy of this data folder under the same name "
                  + folder.id()
                  + "; it steps back and takes another one. If nobody wanted that, stop it");
      case YIELDS -> stepBack(folder.id() + " of " + startedAt);
    }
  }

  private void stepBack(String other) {
    try {
      attention(folder.rename());
    } catch (IOException e) {
      LOG.warn("no other name can be written into {}", folder.folder(), e);
    }
    before.accept(other);
  }

  private void attention(String words) {
    LOG.warn("{}", words);
    note.accept(Entry.ofSite(Kind.ATTENTION, Severity.WARNING, words));
  }

  @Override
  public void trouble(String why) {
    LOG.info("broker: {}", why);
  }
}
