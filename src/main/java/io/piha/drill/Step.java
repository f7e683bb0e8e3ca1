package io.piha.drill;

import io.piha.arbiter.Command;
import io.piha.arbiter.Kind;
import io.piha.world.Harm;
import java.util.List;
import java.util.Optional;

/** One step of a scenario. */
public sealed interface Step {

  /** What the scenario calls it; may be empty. */
  String say();

  /** What it is, in words for people, with {@code {leader}} and {@code {standby}} in it. */
  default String words() {
    if (!say().isEmpty()) {
      return say();
    }
    return switch (this) {
      case Do e -> "harm is done: " + e.harm().word();
      case Mend e -> "it is taken back: " + e.harm().word();
      case Ask e -> "asked for: " + e.command().word() + of(e.host());
      case Expect e -> e.kind().word() + of(e.host());
      case Nothing e -> "nothing moves for " + e.lasting().text();
    };
  }

  private static String of(Optional<Part> host) {
    return host.map(part -> " {" + part.word() + "}").orElse("");
  }

  /**
   * Harm is done.
   *
   * @param byHand what a person does where no command does it
   * @param command does it on a real house; empty where a person must
   * @param undo takes it back
   */
  record Do(Harm harm, String say, String byHand, List<String> command, List<String> undo)
      implements Step {
    public Do {
      command = List.copyOf(command);
      undo = List.copyOf(undo);
    }
  }

  /** Harm that an earlier step did is taken back. */
  record Mend(Harm harm, String say) implements Step {}

  /** Something is asked for, as an operator does. */
  record Ask(Command command, Optional<Part> host, String say) implements Step {}

  /**
   * A record must be written.
   *
   * @param within counted from the end of the step before
   */
  record Expect(Kind kind, Optional<Part> host, Bound within, String say) implements Step {}

  /** Nothing of these kinds may be recorded for so long. */
  record Nothing(List<Kind> kinds, Bound lasting, String say) implements Step {
    public Nothing {
      kinds = List.copyOf(kinds);
    }
  }
}
