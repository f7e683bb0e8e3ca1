package io.piha.cli;

import io.piha.leadership.LinkListener;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of other control planes on the broker: the one with the lower name stays. */
final class Rivals implements LinkListener {

  private static final Logger LOG = LoggerFactory.getLogger(Rivals.class);

  private final String id;
  private final boolean yields;
  private final Consumer<String> before;

  /**
   * @param id how this one is called
   * @param yields whether it steps back; not where a lease says who acts
   * @param before told of an active one that goes before this one
   */
  Rivals(String id, boolean yields, Consumer<String> before) {
    this.id = id;
    this.yields = yields;
    this.before = before;
  }

  @Override
  public void foreignStatus(String other, String role, boolean replayed) {
    if (yields && !replayed && role.equals("active") && other.compareTo(id) < 0) {
      LOG.warn("control plane {} is active on this broker; this one steps back", other);
      before.accept(other);
    }
  }

  @Override
  public void trouble(String why) {
    LOG.info("broker: {}", why);
  }
}
