package io.piha.monitor.containers;

import io.piha.engine.Inbox;
import io.piha.engine.NameLookup;
import io.piha.site.Containers;
import io.piha.site.Site;
import io.piha.site.WatchedContainer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Watches the containers of every engine and tells what changes. */
public final class ContainerWatch implements AutoCloseable {

  private final List<EngineLane> lanes = new ArrayList<>();

  /**
   * Nothing is asked before {@link #start}.
   *
   * @param clock the engine's
   */
  public ContainerWatch(Site site, NameLookup names, InstantSource clock, Inbox inbox) {
    List<WatchedContainer> all = WatchedContainer.of(site);
    for (Containers engine : site.containers()) {
      Map<String, String> shown = new LinkedHashMap<>();
      all.stream()
          .filter(each -> each.engine().equals(engine))
          .forEach(each -> shown.put(each.name(), each.shown()));
      if (!shown.isEmpty()) {
        lanes.add(new EngineLane(new ContainerEngine(engine, names), shown, clock, inbox));
      }
    }
  }

  /** Begins to watch. */
  public void start() {
    lanes.forEach(EngineLane::start);
  }

  @Override
  public void close() {
    lanes.forEach(EngineLane::close);
  }
}
