package io.piha.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container that is watched.
 *
 * @param shown how it is called everywhere: its name, with the engine's where two have one of it
 * @param name its name on its engine
 * @param broker whether the broker lives in it
 */
public record WatchedContainer(String shown, String name, Containers engine, boolean broker) {

  /** Servers of MQTT, as their images and most containers of them are called. */
  private static final Pattern BROKERS =
      Pattern.compile("mosquitto|emqx|hivemq|vernemq|nanomq|rabbitmq|mqtt-?broker|\\bmqtt\\b");

  /** All of a site, in the order of the file. */
  public static List<WatchedContainer> of(Site site) {
    List<WatchedContainer> all = new ArrayList<>();
    for (Containers engine : site.containers()) {
      for (String name : engine.watch()) {
        boolean twice =
            site.containers().stream().filter(each -> each.watch().contains(name)).count() > 1;
        String shown = twice ? name + "@" + place(engine) : name;
        all.add(new WatchedContainer(shown, name, engine, false));
      }
    }
    Optional<WatchedContainer> broker =
        all.stream()
            .filter(each -> each.engine().broker().equals(Optional.of(each.name())))
            .findFirst()
            .or(() -> all.stream().filter(each -> seemsBroker(site, each)).findFirst());
    if (broker.isPresent()) {
      WatchedContainer found = broker.get();
      all.set(
          all.indexOf(found),
          new WatchedContainer(found.shown(), found.name(), found.engine(), true));
    }
    return List.copyOf(all);
  }

  /** By its name, on an engine that can be the broker's: this machine's, or the broker's host. */
  private static boolean seemsBroker(Site site, WatchedContainer container) {
    String host = site.mqtt().broker().host();
    if (container.name().equals(host)) {
      return true;
    }
    boolean near = container.engine().isLocal() || place(container.engine()).startsWith(host + ":");
    return near && BROKERS.matcher(container.name().toLowerCase(Locale.ROOT)).find();
  }

  private static String place(Containers engine) {
    return engine.engine().replaceFirst("^[a-z]+://", "");
  }
}
