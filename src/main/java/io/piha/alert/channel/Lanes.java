package io.piha.alert.channel;

import io.piha.engine.NameLookup;
import io.piha.site.Alert;
import io.piha.site.AlertChannel;
import io.piha.site.Providers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The channels of a configuration, each with the name by which its place is remembered. */
public final class Lanes {
  private final Providers<AlertChannel> kinds = Providers.load(AlertChannel.class);
  private final ChannelTools tools;
  private final Set<String> taken = new HashSet<>();
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * One channel.
   *
   * @param name for people, and the same over restarts; holds no secret
   */
  public record Lane(String name, Channel channel) {}

  private Lanes(ChannelTools tools) {
    this.tools = tools;
  }

  /**
   * All lanes; a mail has one for each receiver, so that a full mailbox holds up nobody else.
   *
   * @param clock wall time, which signatures carry
   */
  public static List<Lane> of(List<Alert> alerts, NameLookup names, InstantSource clock) {
    Lanes all = new Lanes(new ChannelTools(names, clock));
    alerts.forEach(all::add);
    return List.copyOf(all.lanes);
  }

  private void add(Alert alert) {
    if (!(kinds.named(alert.kind()).orElse(null) instanceof ChannelKind kind)) {
      throw new IllegalStateException("no channel called " + alert.kind() + " can send an alert");
    }
    for (Lane each : kind.open(alert, tools)) {
      lanes.add(new Lane(unused(each.name()), each.channel()));
    }
  }

  private String unused(String name) {
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + " " + i;
    }
    return free;
  }
}
