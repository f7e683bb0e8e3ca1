package io.piha.arbiter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a story, written in plain text, and writes down everything the arbiter answered.
 *
 * <p>A story has {@code #} lines that say what it is about, {@code given} lines that build the
 * house, and {@code at TIME …} lines that say what happens. The answers stand below them:
 *
 * <pre>
 *   &gt; kind host: reason       an entry of the audit log
 *   &gt; order promote standby   an effect
 *   = suspect                 the phase, when it changes
 *   . haos leads; …           what a person is shown, when the story says {@code look}
 * </pre>
 */
final class Story {

  private static final Pattern SPAN = Pattern.compile("([0-9.]+)(h|ms|m|s)");
  private static final Pattern WORDS = Pattern.compile("\\s+");

  private final List<String> script = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private final StoryHouse house = new StoryHouse();
  private Stage stage = house.stage();
  private String phase = "";
  private int requests;
  private boolean listening;
  private boolean watched;

  private Story() {}

  /** The story with the answers that the arbiter gives today. */
  static String play(String text) {
    Story story = new Story();
    for (String line : text.lines().toList()) {
      if (!line.startsWith("  ")) {
        story.script.add(line);
      }
    }
    story.play();
    return story.out.toString();
  }

  /**
   * Plays a story under a second account of the rules.
   *
   * @return why nobody leads at the end; empty when all is well
   */
  static Optional<String> watched(String text) {
    Story story = new Story();
    story.watched = true;
    story.script.addAll(text.lines().toList());
    story.play();
    for (ServiceState each : story.stage.state.services()) {
      String leader = each.book().leader();
      StageHost host = leader == null ? null : story.stage.hosts.get(leader);
      if (!(each.book().phase() instanceof Phase.Steady)
          || host == null
          || !host.alive()
          || host.acts != HostClaim.LEADER
          || !each.book().contests().isEmpty()) {
        return Optional.of(
            Outlook.of(story.stage.state, each.policy().service(), story.stage.now).why()
                + "\n"
                + story.out);
      }
    }
    return Optional.empty();
  }

  private void play() {
    boolean begun = false;
    for (String line : script) {
      if (line.startsWith("given ")) {
        house.given(line.substring(6));
      } else if (line.startsWith("at ")) {
        if (!begun) {
          begun = true;
          begin();
        }
        String rest = line.substring(3).strip();
        int space = rest.indexOf(' ');
        stage.runUntil(Stage.ZERO.plus(span(rest.substring(0, space))));
        out.append(line).append('\n');
        happens(rest.substring(space).strip());
        continue;
      }
      out.append(line).append('\n');
    }
  }

  private void begin() {
    stage = house.stage();
    stage.onlookers.add(this::decided);
    if (watched) {
      stage.onlookers.add(new SecondAccount(stage));
    }
    if (house.fromTheStart) {
      stage.now = Stage.ZERO;
      listening = true;
      return;
    }
    stage.settle(Duration.between(stage.now, Stage.ZERO));
    listening = true;
    phase = Outlook.of(stage.state, StoryHouse.SERVICE, stage.now).phase();
  }

  // --- what the arbiter answers ---

  private void decided(State before, Signal signal, Decision decision, Instant now) {
    if (!listening) {
      return;
    }
    decision.entries().forEach(this::entry);
    decision.effects().forEach(this::effect);
    for (ServiceState each : decision.next().services()) {
      String service = each.policy().service();
      if (service.equals(StoryHouse.SERVICE)) {
        String word = Outlook.of(decision.next(), service, now).phase();
        if (!word.equals(phase)) {
          phase = word;
          answer("= " + word);
        }
        operation(before, each);
      }
    }
  }

  /** How far what somebody asked for has come. */
  private void operation(State before, ServiceState now) {
    Book.Operation operation = now.book().operation();
    ServiceState was = before.service(StoryHouse.SERVICE).orElseThrow();
    if (operation != null && !operation.equals(was.book().operation())) {
      answer("~ " + operation.action() + " " + operation.state() + ": " + operation.why());
    }
  }

  private void entry(Entry entry) {
    String service =
        entry.service() == null || entry.service().equals(StoryHouse.SERVICE)
            ? ""
            : entry.service() + " ";
    String who = entry.host() == null ? "" : " " + entry.host();
    String by = entry.by().equals(Entry.CONTROL) ? "" : " by " + entry.by();
    String loud = entry.severity() == Severity.CRITICAL ? " !" : "";
    answer("> " + service + entry.kind().word() + who + by + loud + ": " + entry.reason());
  }

  private void effect(Effect effect) {
    switch (effect) {
      case Effect.PublishState e ->
          answer(
              "> publish "
                  + other(e.service())
                  + e.state().word()
                  + (e.host().isEmpty() ? "" : " " + e.host())
                  + " epoch "
                  + e.epoch());
      case Effect.SendOrder e ->
          answer(
              "> order "
                  + other(e.service())
                  + e.order().verb().word()
                  + " "
                  + e.order().host()
                  + " epoch "
                  + e.order().epoch());
      case Effect.PublishFreeze e -> answer("> freeze topic " + e.frozen());
      case Effect.ProbeHost e -> answer("> probe " + e.host());
      case Effect.ReadPort _ -> {}
      case Effect.SetPort e -> answer("> port " + e.port() + (e.on() ? " on" : " off"));
      case Effect.RunMirror e -> answer("> look at the repository" + (e.force() ? ", forced" : ""));
      case Effect.ReleaseCommit e ->
          answer(
              "> "
                  + (e.release().rollback() ? "roll back " : "release ")
                  + (e.release().from().isEmpty() ? "nothing" : e.release().from())
                  + " -> "
                  + e.release().to());
      case Effect.BeginChore e ->
          answer(
              "> begin "
                  + e.chore().command().word()
                  + " "
                  + e.chore().host()
                  + (e.chore().subject().isEmpty() ? "" : " " + e.chore().subject())
                  + e.ground().map(each -> ", " + each).orElse(""));
      case Effect.HandOver e -> answer("> hand over to " + e.to());
      case Effect.Answer e ->
          answer("> answer " + (e.accepted() ? "accepted" : "refused") + ": " + e.why());
    }
  }

  private static String other(String service) {
    return service.equals(StoryHouse.SERVICE) ? "" : service + " ";
  }

  private void answer(String words) {
    double seconds = Duration.between(Stage.ZERO, stage.now).toMillis() / 1000.0;
    String at = String.format(Locale.ROOT, "%.2fs", seconds).replaceAll("\\.?0*s$", "s");
    out.append("  ").append(String.format(Locale.ROOT, "%-9s", at)).append(words).append('\n');
  }

  // --- what happens ---

  private void happens(String what) {
    String[] words = WORDS.split(what);
    StageHost host = stage.hosts.get(words[0]);
    if (host != null) {
      ofHost(host, words);
      return;
    }
    switch (words[0]) {
      case "--", "end" -> {}
      case "all" -> allIsWell();
      case "look" -> look(words.length > 1 ? words[1] : StoryHouse.SERVICE);
      case "switch", "port" -> ofSwitch(words);
      case "mirror" -> StoryUpkeep.mirror(stage, words);
      case "container" -> StoryContainers.happens(stage, words);
      case "chore" -> StoryUpkeep.chore(stage, words);
      case "snapshot" -> StoryUpkeep.snapshot(stage, words);
      case "broker" -> {
        switch (words[1]) {
          case "lost" -> stage.disconnect("connection lost");
          case "back" -> stage.connect();
          case "flaps" -> flap(span(words[2]), span(words[3]), span(words[4]));
          case "silent" -> stage.brokerConfirms = false;
          case "confirms" -> stage.brokerConfirms = true;
          default -> throw new IllegalArgumentException(what);
        }
      }
      case "witnesses" -> stage.witnesses = words[1].equals("answer");
      case "engine" -> ofEngine(words);
      case "request" -> request(words);
      case "freeze" -> StoryWire.freeze(stage, words);
      case "foreign" -> StoryWire.foreign(stage, words);
      case "rule" -> StoryWire.rule(stage, words);
      case "order" -> StoryWire.order(stage, words);
      case "topic" -> StoryWire.topic(stage, words);
      case "adapter" -> StoryWire.adapter(stage, words);
      case "retained" -> StoryWire.retained(stage, words);
      default -> throw new IllegalArgumentException(what);
    }
  }

  private void look(String service) {
    StoryOutlook.lines(Outlook.of(stage.state, service, stage.now), stage.now)
        .forEach(line -> answer(". " + line));
  }

  private void allIsWell() {
    stage.ports.values().forEach(each -> each.mood(StagePort.Mood.OBEYS, Duration.ZERO));
    stage.witnesses = true;
    for (StageHost each : stage.hosts.values()) {
      each.beats = true;
      each.obeys = true;
      each.probes.clear();
      each.probesLate = Duration.ZERO;
      each.boot = Duration.ofSeconds(40);
      if (!each.running && each.power) {
        each.up();
      }
    }
    if (!stage.engine) {
      stage.restart(false);
    } else if (!stage.broker) {
      stage.connect();
    }
    request("request thaw".split(" "));
    request("request ack".split(" "));
  }

  private void flap(Duration up, Duration down, Duration lasting) {
    Instant end = stage.now.plus(lasting);
    Instant at = stage.now;
    while (at.isBefore(end)) {
      stage.at(at, () -> stage.disconnect("connection lost"));
      stage.at(at.plus(down), stage::connect);
      at = at.plus(down).plus(up);
    }
  }

  private void ofEngine(String[] words) {
    switch (words[1]) {
      case "stalls" -> stage.stall(span(words[2]));
      case "crashes" -> stage.crash();
      case "starts" -> stage.restart(words.length > 2);
      case "begins" -> {
        stage.rhythm();
        stage.start(words.length > 2);
      }
      default -> throw new IllegalArgumentException(String.join(" ", words));
    }
  }

  private void ofHost(StageHost host, String[] words) {
    switch (words[1]) {
      case "dies" -> {
        host.running = false;
        host.boot = words.length > 3 ? span(words[3]) : null;
      }
      case "boots" -> host.boot = words[2].equals("never") ? null : span(words[3]);
      case "revives" -> host.up();
      case "mute" -> host.beats = false;
      case "beats" -> host.beats = true;
      case "ignores" -> host.obeys = false;
      case "obeys" -> host.obeys = true;
      case "bare" -> host.bare = true;
      case "passive" -> host.acts = HostClaim.PASSIVE;
      case "dual-powered" -> host.dualPower = true;
      case "probes" -> probes(host, List.of(words).subList(2, words.length));
      case "acts" -> {
        host.acts = HostClaim.LEADER;
        host.epoch = Long.parseLong(words[4]);
        host.beat();
      }
      case "says" -> {
        HostClaim claim = HostClaim.read(words[2]).orElseThrow();
        host.say(Optional.of(claim), Long.parseLong(words[4]), Optional.empty());
      }
      case "announces" -> {
        if (words[2].equals("restart") || words[2].equals("update")) {
          host.say(
              Optional.of(host.acts),
              host.epoch,
              Optional.of(Absence.valueOf(words[2].toUpperCase(Locale.ROOT))));
        } else {
          host.announce(
              PublicState.valueOf(words[2].toUpperCase(Locale.ROOT)), Long.parseLong(words[4]));
        }
      }
      case "wills" -> will(host);
      default -> throw new IllegalArgumentException(String.join(" ", words));
    }
  }

  /** {@code haos probes core=down api=real}, {@code late 4s}, {@code hang}, {@code prompt}. */
  private static void probes(StageHost host, List<String> words) {
    switch (words.getFirst()) {
      case "late" -> host.probesLate = span(words.get(1));
      case "hang" -> host.probesLate = null;
      case "prompt" -> host.probesLate = Duration.ZERO;
      default -> {
        for (String each : words) {
          String[] pair = each.split("=", 2);
          if (pair[1].equals("real")) {
            host.probes.remove(pair[0]);
          } else {
            host.probes.put(pair[0], Verdict.valueOf(pair[1].toUpperCase(Locale.ROOT)));
          }
        }
      }
    }
  }

  private void will(StageHost host) {
    stage.tell(
        new Signal.Announcement(
            host.service.service(),
            Optional.empty(),
            host.policy.name(),
            HostClaim.PASSIVE,
            OptionalLong.empty(),
            false,
            stage.now));
  }

  private void ofSwitch(String[] words) {
    for (StagePort each : stage.ports.values()) {
      switch (words[1]) {
        case "draws" -> each.draw = Double.parseDouble(words[2]);
        case "learned" ->
            stage.tell(
                new Signal.HostLearned(
                    each.id, "aa:bb:cc:dd:ee:ff", List.of(words).subList(2, words.length)));
        case "delays" -> each.mood(each.mood, span(words[2]));
        case "lit" -> each.turn(true); // by somebody's hand
        case "cut" -> each.turn(false);
        case "rebooted" -> {
          each.turn(false);
          each.turn(true);
          stage.tell(new Signal.SwitchUptime(each.id.device(), span(words[3])));
        }
        default -> each.mood(StagePort.Mood.valueOf(words[1].toUpperCase(Locale.ROOT)), each.delay);
      }
    }
  }

  private void request(String[] words) {
    Command command = Command.read(words[1]).orElseThrow();
    List<String> more = List.of(words).subList(2, words.length);
    String host = command.namesHost() ? more.getFirst() : after("of", more);
    OptionalLong revision = OptionalLong.empty();
    Optional<Duration> until = Optional.empty();
    for (int i = 0; i + 1 < more.size(); i++) {
      if (more.get(i).equals("until")) {
        until = Optional.of(span(more.get(i + 1)));
      }
    }
    if (more.contains("stale")) {
      revision = OptionalLong.of(1);
    }
    requests++;
    stage.tell(
        new Signal.Asked(
            new Request(
                "r" + requests,
                more.contains("in") ? after("in", more) : StoryHouse.SERVICE,
                command,
                host,
                "operator:alice",
                after("because", more),
                until,
                more.contains("force"),
                more.contains("override_guard"),
                more.contains("override_incident"),
                more.contains("dry"),
                revision,
                more.contains("retained"),
                StoryUpkeep.subject(more))));
  }

  private static String after(String word, List<String> words) {
    int place = words.indexOf(word);
    return place < 0 ? "" : words.get(place + 1);
  }

  static Duration span(String text) {
    Matcher each = SPAN.matcher(text);
    double seconds = 0;
    Map<String, Double> unit = Map.of("h", 3600.0, "m", 60.0, "s", 1.0, "ms", 0.001);
    int end = 0;
    while (each.find()) {
      seconds += Double.parseDouble(each.group(1)) * unit.getOrDefault(each.group(2), 0.0);
      end = each.end();
    }
    if (end != text.length()) {
      throw new IllegalArgumentException("no span: " + text);
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
