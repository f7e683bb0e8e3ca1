package io.piha.world;

import io.piha.arbiter.Command;
import io.piha.arbiter.Effect;
import io.piha.arbiter.Order;
import io.piha.arbiter.PublicState;
import io.piha.arbiter.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can happen in a case, in words, and what it does to the world. */
final class CaseActs {

  private static final Pattern REPEATED = Pattern.compile("every (\\S+) for (\\S+), (.+)");

  private final World world;
  private final CaseHostActs hosts;
  private final Map<Pattern, Consumer<Matcher>> acts = new LinkedHashMap<>();
  private long seen;
  private Request lastAsked = Request.of("", "", Command.ACK, "", "", "");

  CaseActs(World world) {
    this.world = world;
    this.hosts = new CaseHostActs(world);
    network();
    theSwitch();
    plane();
    people();
    new CaseLeaseActs(world).tell(this::when);
  }

  /** Plans one line of a case: a time, and what happens then. */
  void plan(String line, long zero) {
    int space = line.indexOf(' ');
    long at = zero + ms(line.substring(0, space));
    String what = line.substring(space + 1);
    Matcher repeated = REPEATED.matcher(what);
    if (!repeated.matches()) {
      planned(at, what);
      return;
    }
    long end = at + ms(repeated.group(2));
    for (long each = at; each < end; each += ms(repeated.group(1))) {
      planned(each, repeated.group(3));
    }
  }

  private void planned(long at, String what) {
    Runnable act = act(what);
    world.agenda.plan(
        at,
        () -> {
          world.transcript.happened(what);
          act.run();
        });
  }

  private Runnable act(String what) {
    for (Map.Entry<Pattern, Consumer<Matcher>> each : acts.entrySet()) {
      Matcher words = each.getKey().matcher(what);
      if (words.matches()) {
        return () -> each.getValue().accept(words);
      }
    }
    return hosts.act(what);
  }

  static long ms(String span) {
    return CaseFile.span(span).toMillis();
  }

  private void when(String words, Consumer<Matcher> act) {
    acts.put(Pattern.compile(words), act);
  }

  // --- the broker and the network ---

  private void network() {
    when("the broker dies", _ -> world.broker.crash());
    when("the broker is back", _ -> world.broker.start(true));
    when("the broker is back, empty", _ -> world.broker.start(false));
    when("the broker takes up to (\\S+) a message", m -> world.broker.slowness = ms(m.group(1)));
    when("the broker is quick again", _ -> world.broker.slowness = 0);
    when("no witness answers", _ -> world.witnesses = false);
    when("the witnesses answer", _ -> world.witnesses = true);
    when("nothing from (.+) reaches (.+)", m -> cut(m.group(1), m.group(2)));
    when(
        "(.+) and (.+) are cut off from each other",
        m -> {
          cut(m.group(1), m.group(2));
          cut(m.group(2), m.group(1));
        });
    when(
        "all cables are whole",
        _ -> {
          world.links.healAll();
          world.broker.reconsider();
        });
    when(
        "somebody retains leader (\\S+) epoch (\\d+)",
        m ->
            world.broker.retain(
                new Effect.PublishState(
                    House.SERVICE, PublicState.LEADER, m.group(1), Long.parseLong(m.group(2))),
                null));
    when(
        "somebody says on the freeze topic (true|false)",
        m -> world.broker.freeze(House.SERVICE, Boolean.parseBoolean(m.group(1)), null));
    when("the house loses power, and (\\S+) has it back after (\\S+)", this::blip);
  }

  /** One way, from each of these to each of those. */
  private void cut(String from, String to) {
    for (String one : parties(from)) {
      for (String other : parties(to)) {
        if (!one.equals(other)) {
          world.links.cut(one, other);
        }
      }
    }
    world.broker.reconsider();
  }

  private List<String> parties(String words) {
    List<String> all =
        new ArrayList<>(List.of(Links.PLANE, Links.BROKER, Links.SWITCH, Links.ROUTER));
    world.hosts.forEach(each -> all.add(each.policy.name()));
    return switch (words) {
      case "everybody" -> all;
      case "all others" ->
          all.stream().filter(e -> !e.equals(Links.PLANE) && !e.equals(Links.BROKER)).toList();
      case "the control plane" -> List.of(Links.PLANE);
      case "the control plane with its broker" -> List.of(Links.PLANE, Links.BROKER);
      case "the broker" -> List.of(Links.BROKER);
      case "the lease's store" -> List.of(Links.STORE);
      case "the switch" -> List.of(Links.SWITCH);
      default -> {
        if (!all.contains(words)) {
          throw new IllegalArgumentException("nobody is called " + words);
        }
        yield List.of(words);
      }
    };
  }

  /** The control plane's machine and the broker are back first. */
  private void blip(Matcher words) {
    world.plane.die();
    world.broker.crash();
    world.switches.values().forEach(each -> each.reboot(30_000));
    for (WorldHost each : world.hosts) {
      each.restart(each.policy.name().equals(words.group(1)) ? ms(words.group(2)) : each.boot);
      each.boot = ms(words.group(2));
    }
    world.agenda.in(20_000, () -> world.broker.start(true));
    world.agenda.in(25_000, () -> world.plane.start(true));
  }

  // --- the switch ---

  private void theSwitch() {
    when("the switch does what it is told", _ -> mood(WorldSwitch.Mood.OBEYS, 0));
    when("the switch says yes and does nothing", _ -> mood(WorldSwitch.Mood.LIES, 0));
    when("the switch refuses", _ -> mood(WorldSwitch.Mood.REFUSES, 0));
    when("the switch does not answer", _ -> mood(WorldSwitch.Mood.UNREACHABLE, 0));
    when("the switch acts and its answer is lost", _ -> mood(WorldSwitch.Mood.MUTE, 0));
    when("the switch cannot give power back", _ -> mood(WorldSwitch.Mood.STUCK_OFF, 0));
    when("the switch acts (\\S+) late", m -> mood(WorldSwitch.Mood.OBEYS, ms(m.group(1))));
    when(
        "the switch shows what was (\\S+) ago",
        m -> world.switches.values().forEach(each -> each.staleness = ms(m.group(1))));
    when(
        "the switch tells where it sees addresses",
        _ -> world.switches.values().forEach(each -> each.learns = true));
    when(
        "the switch restarts for (\\S+)",
        m -> world.switches.values().forEach(each -> each.reboot(ms(m.group(1)))));
  }

  private void mood(WorldSwitch.Mood mood, long late) {
    world.switches.values().forEach(each -> each.mood(mood, late));
  }

  // --- the control plane ---

  private void plane() {
    when("the control plane is killed", _ -> world.plane.die());
    when("the control plane starts", _ -> world.plane.start(false));
    when(
        "the control plane stands still for (\\S+)", m -> world.plane.stall(ms(m.group(1)), false));
    when("its machine sleeps for (\\S+)", m -> world.plane.stall(ms(m.group(1)), true));
    when("the wall clock steps by (\\S+)", m -> world.plane.clock.wallJumps(ms(m.group(1))));
    when("the wall clock is right again", _ -> world.plane.clock.wallIsRight());
    when("the disk is full", _ -> world.plane.disk.full(true));
    when("the disk takes (\\S+) a write", m -> world.plane.disk.slowness = ms(m.group(1)));
    when("the disk is quick again", _ -> world.plane.disk.slowness = 0);
    when("the disk has room", _ -> world.plane.disk.full(false));
  }

  // --- people, and other programs ---

  private void people() {
    when("the revision is looked at", _ -> seen = revision());
    when("(\\w+) asks (\\w+)(?: (\\w+))?(, forced)?(, as seen)?(?: for (\\S+))?", this::asked);
    when("the last request is repeated", _ -> world.plane.asked(lastAsked));
    when("the last request lies retained and is read again", _ -> world.plane.asked(replayed()));
    when(
        "somebody else orders (\\w+) to (promote|demote) at epoch (\\d+)",
        m ->
            foreign(
                m.group(1),
                Order.Verb.valueOf(m.group(2).toUpperCase(Locale.ROOT)),
                Long.parseLong(m.group(3))));
  }

  private long revision() {
    return world.plane.state().service(House.SERVICE).orElseThrow().revision();
  }

  private void asked(Matcher m) {
    Command command = Command.read(m.group(2)).orElseThrow();
    lastAsked =
        request(
            world.nextRequest(),
            command,
            m.group(3) == null ? "" : m.group(3),
            "operator:" + m.group(1),
            Optional.ofNullable(m.group(6)).map(CaseFile::span),
            m.group(4) != null,
            m.group(5) == null ? OptionalLong.empty() : OptionalLong.of(seen),
            false);
    world.plane.asked(lastAsked);
  }

  private Request replayed() {
    return request(
        lastAsked.id() + " again",
        lastAsked.command(),
        lastAsked.host(),
        lastAsked.by(),
        lastAsked.until(),
        lastAsked.force(),
        lastAsked.revision(),
        true);
  }

  private static Request request(
      String id,
      Command command,
      String host,
      String by,
      Optional<Duration> until,
      boolean force,
      OptionalLong revision,
      boolean replayed) {
    return new Request(
        id,
        House.SERVICE,
        command,
        host,
        by,
        "by hand",
        until,
        force,
        false,
        false,
        false,
        revision,
        replayed);
  }

  /** Its own control plane hears it, too, when it can. */
  private void foreign(String host, Order.Verb verb, long epoch) {
    Order order = new Order("foreign" + world.now(), verb, host, epoch, "not ours");
    world.deliver(new Effect.SendOrder(House.SERVICE, order, Duration.ofSeconds(30)), null);
  }
}
