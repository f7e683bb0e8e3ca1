package io.piha.console.overview;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Sign;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.BootsView;
import io.piha.engine.Snapshot.HostView;
import io.piha.engine.Snapshot.PowerView;
import io.piha.engine.Snapshot.ProbeView;
import io.piha.engine.Snapshot.ServiceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tile says about its host, but for what changes by the second.
 *
 * @param powered whether its power can be reset
 * @param promotable whether it may be asked to lead
 * @param returning whether giving it the leadership is the way back to the primary
 */
record HostFace(
    String name,
    String subject,
    Sign sign,
    String word,
    Tone tone,
    List<Fact> facts,
    boolean powered,
    boolean promotable,
    boolean returning) {

  /**
   * @param acting whether anything may be asked for now
   */
  static HostFace of(ServiceView service, HostView host, boolean acting, Words words) {
    boolean leads = service.leader().filter(host.name()::equals).isPresent();
    boolean otherLeads = service.leader().isPresent() && !leads;
    boolean returning =
        otherLeads && host.role().equals("primary") && service.phase().equals("failed_over");
    return new HostFace(
        host.name(),
        words.sayOr("role." + host.role(), host.role()),
        sign(host),
        word(host, words),
        tone(host),
        facts(service, host, leads, words),
        acting && host.power().isPresent(),
        acting && !leads && !returning,
        acting && returning);
  }

  private static Sign sign(HostView host) {
    return switch (host.state()) {
      case "leader" -> host.alive() ? Sign.LEADER : Sign.RECOVERING;
      case "observing", "out" -> host.alive() ? Sign.OBSERVING : Sign.DOWN;
      case "recovering" -> Sign.RECOVERING;
      case "maintenance", "planned" -> Sign.PLANNED;
      case "fenced" -> Sign.POWER;
      default -> Sign.UNKNOWN;
    };
  }

  private static String word(HostView host, Words words) {
    return switch (host.state()) {
      case "leader" -> words.say(host.alive() ? "state.leader" : "state.leader.silent");
      case "observing" -> words.say(host.alive() ? "state.observing" : "state.down");
      case "out" -> words.say(host.alive() ? "state.out" : "state.out.down");
      case "planned" ->
          words.say("state.planned", host.planned().orElse(words.say("state.planned.absence")));
      default -> words.sayOr("state." + host.state(), host.state());
    };
  }

  private static Tone tone(HostView host) {
    return switch (host.state()) {
      case "leader" -> host.alive() ? Tone.LEADING : Tone.NOTICE;
      case "observing", "out" -> host.alive() ? Tone.QUIET : Tone.BAD;
      default -> Tone.NOTICE;
    };
  }

  private static List<Fact> facts(ServiceView service, HostView host, boolean leads, Words words) {
    var facts = new ArrayList<Fact>();
    host.probes().forEach(probe -> facts.add(probe(probe, words)));
    host.power().ifPresent(power -> facts.add(power(power, words)));
    if (!leads) {
      facts.add(
          host.fit()
              ? Fact.quiet(words.say("fact.ready"), words.say("fact.ready.yes"), "")
              : new Fact(words.say("fact.ready"), host.fitness(), "", Tone.NOTICE));
    }
    BootsView boots = service.upkeep().boots().get(host.name());
    if (boots != null) {
      facts.add(BootFacts.onTile(boots, words));
    }
    return facts;
  }

  private static Fact probe(ProbeView probe, Words words) {
    String verdict = words.sayOr("verdict." + probe.verdict(), probe.verdict());
    String when = probe.at().map(words::clock).orElse("");
    String said = probe.detail().isBlank() ? verdict : probe.detail();
    return switch (probe.verdict()) {
      case "up" -> Fact.quiet(probe.name(), verdict, slow(probe.took(), words));
      case "down" -> new Fact(probe.name(), said, when, Tone.BAD);
      default -> new Fact(probe.name(), said, when, Tone.NOTICE);
    };
  }

  /** Only what is slow is worth a figure; one that jiggles with every answer says nothing. */
  private static String slow(Duration took, Words words) {
    long tenths = took.toMillis() / 100;
    return tenths < 3 ? "" : words.took(Duration.ofMillis(tenths * 100));
  }

  private static Fact power(PowerView power, Words words) {
    String word = words.sayOr("power." + power.word(), power.word());
    String text = word + " · " + power.port();
    if (power.held()) {
      text = words.say("power.held", power.port());
    } else if (!power.doing().isBlank()) {
      text = text + " · " + power.doing();
    }
    String watts =
        power.watts().isPresent() ? words.tenths(power.watts().getAsDouble()) + " W" : "";
    boolean quiet = power.word().equals("on") && power.doing().isBlank();
    return new Fact(words.say("fact.power"), text, watts, quiet ? Tone.QUIET : Tone.NOTICE);
  }
}
