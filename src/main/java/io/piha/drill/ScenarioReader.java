package io.piha.drill;

import io.piha.arbiter.Command;
import io.piha.arbiter.Kind;
import io.piha.site.Fields;
import io.piha.site.Value;
import io.piha.site.YamlText;
import io.piha.world.Harm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a scenario from YAML; every mistake is found at once, with its line and column. */
public final class ScenarioReader {

  private static final int LONGEST_TEXT = 2_000;
  private static final int MOST_STEPS = 40;
  private static final int MOST_WORDS = 32;

  /** What a drill may ask for: nothing that it could not take back. */
  private static final Set<Command> ASKABLE =
      EnumSet.of(
          Command.PROMOTE,
          Command.FAILBACK,
          Command.ACK,
          Command.FREEZE,
          Command.THAW,
          Command.RESET);

  private static final List<Kind> MOVES =
      List.of(
          Kind.RECOVERY_STARTED,
          Kind.POWER_CYCLED,
          Kind.POWER_OFF,
          Kind.FENCED,
          Kind.PROMOTE_ORDERED);

  private ScenarioReader() {}

  /**
   * Reads one.
   *
   * @param name as the command line calls it
   * @param origin {@code built in}, or the file
   */
  public static YamlText.Read<Scenario> read(String name, String origin, String text) {
    return YamlText.read(origin, text, fields -> scenario(name, origin, fields));
  }

  private static Scenario scenario(String name, String origin, Fields fields) {
    String title = words(fields.require("title", "say in a few words what happens"));
    String teaches = words(fields.require("teaches", "say what one learns from it"));
    String back = words(fields.require("back", "say how a person puts everything back"));
    int cycles = fields.take("cycles").flatMap(each -> each.integer(0, 10)).orElse(0);
    int failovers = fields.take("failovers").flatMap(each -> each.integer(0, 10)).orElse(0);
    Set<Kind> may = EnumSet.noneOf(Kind.class);
    fields.list("may").forEach(each -> each.choice(Kind.class).ifPresent(may::add));
    List<Step> steps = new ArrayList<>();
    Optional<Value> listed = fields.require("steps", "list them below, each with a dash");
    List<Value> items = listed.map(Value::items).orElse(List.of());
    if (listed.isPresent() && (items.isEmpty() || items.size() > MOST_STEPS)) {
      listed.get().error("has " + items.size() + " steps", "write 1 to " + MOST_STEPS);
    }
    items.stream().limit(MOST_STEPS).forEach(each -> step(each, steps).ifPresent(steps::add));
    return new Scenario(name, title, teaches, back, cycles, failovers, steps, may, origin);
  }

  private static String words(Optional<Value> value) {
    Optional<String> text = value.flatMap(Value::text);
    if (value.isPresent() && text.filter(each -> each.length() > LONGEST_TEXT).isPresent()) {
      value.get().error("is too long", "use at most " + LONGEST_TEXT + " characters");
    }
    return text.map(String::strip).orElse("");
  }

  private static Optional<Step> step(Value item, List<Step> before) {
    Optional<Fields> map = item.fields();
    if (map.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = map.get();
    String say = words(fields.take("say"));
    Optional<Value> does = fields.take("do");
    Optional<Value> mends = fields.take("mend");
    Optional<Value> asks = fields.take("ask");
    Optional<Value> expects = fields.take("expect");
    Optional<Value> nothing = fields.take("nothing_for");
    Optional<Step> step = Optional.empty();
    if (does.isPresent()) {
      String byHand = words(fields.take("by_hand"));
      List<String> command = command(fields, "command");
      List<String> undo = command(fields, "undo");
      step =
          does.get().choice(Harm.class).map(harm -> new Step.Do(harm, say, byHand, command, undo));
    } else if (mends.isPresent()) {
      step = mends.get().choice(Harm.class).map(harm -> new Step.Mend(harm, say));
      step.filter(mend -> !isDone(mend, before))
          .ifPresent(_ -> mends.get().error("was not done before", "do it in an earlier step"));
    } else if (asks.isPresent()) {
      step = asks.get().choice(Command.class).flatMap(each -> asked(each, asks.get(), fields, say));
    } else if (expects.isPresent()) {
      Optional<Part> host = part(fields);
      Bound within = bound(fields.require("within", "say how long it may take"));
      step = expects.get().choice(Kind.class).map(kind -> new Step.Expect(kind, host, within, say));
    } else if (nothing.isPresent()) {
      Bound lasting = bound(nothing);
      List<Kind> kinds = new ArrayList<>();
      fields.list("of").forEach(each -> each.choice(Kind.class).ifPresent(kinds::add));
      step = Optional.of(new Step.Nothing(kinds.isEmpty() ? MOVES : kinds, lasting, say));
    } else {
      item.error("says nothing to do", "write do, mend, ask, expect or nothing_for");
    }
    fields.done();
    return step;
  }

  private static boolean isDone(Step step, List<Step> before) {
    return step instanceof Step.Mend mend
        && before.stream().anyMatch(each -> each instanceof Step.Do d && d.harm() == mend.harm());
  }

  private static List<String> command(Fields fields, String key) {
    List<String> words = new ArrayList<>();
    fields.list(key).forEach(each -> each.text().ifPresent(words::add));
    if (words.size() > MOST_WORDS) {
      fields
          .take(key)
          .ifPresent(each -> each.error("is too long", "use at most " + MOST_WORDS + " words"));
    }
    return words;
  }

  private static Optional<Step> asked(Command command, Value at, Fields fields, String say) {
    Optional<Part> host = part(fields);
    if (!ASKABLE.contains(command)) {
      at.notOneOf(ASKABLE.stream().map(Command::word).sorted().toList());
      return Optional.empty();
    }
    if (command.namesHost() && host.isEmpty()) {
      at.error("names no host", "add host: leader or host: standby");
      return Optional.empty();
    }
    return Optional.of(new Step.Ask(command, host, say));
  }

  private static Optional<Part> part(Fields fields) {
    return fields.take("host").flatMap(each -> each.choice(Part.class));
  }

  private static Bound bound(Optional<Value> value) {
    Optional<String> text = value.flatMap(Value::text);
    try {
      return Bound.parse(text.orElse("0s"));
    } catch (IllegalArgumentException e) {
      value.ifPresent(each -> each.error(String.valueOf(e.getMessage()), "mend the span"));
      return new Bound("", List.of());
    }
  }
}
