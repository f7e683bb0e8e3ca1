package io.piha.console.whatif;

import io.piha.arbiter.Kind;
import io.piha.console.kit.Foretold.Story;
import io.piha.console.kit.Sign;
import io.piha.console.kit.Spans;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What would come of it, in one sentence.
 *
 * @param longest the part of a failover that takes longest, in words; empty when there is none
 * @param basis from what it was computed, in words
 */
public record Verdict(Sign sign, Tone tone, String sentence, String longest, String basis) {

  private static final Duration GAP = Duration.ofSeconds(1);

  /** What the engine does; everything else is only seen. */
  private static final Set<Kind> ACTS =
      EnumSet.of(
          Kind.RECOVERY_STARTED,
          Kind.POWER_OFF,
          Kind.POWER_CYCLED,
          Kind.POWER_FAILED,
          Kind.FENCED,
          Kind.FENCE_FAILED,
          Kind.PROMOTE_ORDERED,
          Kind.DEMOTE_ORDERED,
          Kind.FAILBACK_STARTED);

  /** The verdict on a story. */
  public static Verdict of(Story story, Words words) {
    String longest =
        story
            .longest()
            .map(
                part ->
                    words.say(
                        "what.longest",
                        words.say("what.part." + part.setting()),
                        Spans.words(part.lasting())))
            .orElse("");
    String basis =
        words.say(
            "what.basis",
            words.clock(story.at()),
            Long.toString(story.revision()),
            Spans.words(story.boot()),
            Spans.words(story.lived()),
            words.sayOr("phase." + story.phase(), story.phase()));
    boolean gap = story.without().compareTo(GAP) >= 0;
    if (story.leads().isEmpty()) {
      return new Verdict(Sign.DOWN, Tone.BAD, nobody(story, words), longest, basis);
    }
    return new Verdict(
        gap ? Sign.RECOVERING : Sign.LEADER,
        gap ? Tone.NOTICE : Tone.QUIET,
        led(story, story.leads().get(), gap, words),
        longest,
        basis);
  }

  private static String led(Story story, String leads, boolean gap, Words words) {
    if (!story.leader().equals(story.leads())) {
      String after = Spans.words(story.takesOver().orElse(story.without()));
      return gap
          ? words.say("what.takes.over", leads, after, Spans.words(story.without()))
          : words.say("what.takes.over.smoothly", leads, after);
    }
    if (gap) {
      return words.say("what.leads.again", leads, Spans.words(story.without()));
    }
    if (story.steps().isEmpty()) {
      return words.say("what.nothing", leads);
    }
    boolean acted = story.steps().stream().anyMatch(each -> ACTS.contains(each.kind()));
    return words.say(acted ? "what.leads.on" : "what.untouched", leads);
  }

  /** The engine's own reason, which begins with what was said already where it is leaderless. */
  private static String nobody(Story story, Words words) {
    String said = "Nobody leads " + story.service() + ": ";
    return story.why().startsWith(said)
        ? words.say("what.nobody", story.why().substring(said.length()))
        : words.say("what.nobody.says", story.why());
  }
}
