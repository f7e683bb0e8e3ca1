package io.piha.console.overview;

import io.piha.console.kit.Fact;
import io.piha.console.kit.Tone;
import io.piha.console.kit.Words;
import io.piha.engine.BootsView;
import io.piha.journal.BootTimes;
import io.piha.journal.BootTimes.Figures;
import java.time.Duration;

/** How long a host takes to boot, and whether {@code recovery_wait} is enough for it. */
final class BootFacts {

  private BootFacts() {}

  /** In a few words, for its tile. */
  static Fact onTile(BootsView boots, Words words) {
    Figures shown = shown(boots);
    String text =
        shown.count() < BootTimes.ENOUGH
            ? words.say("boots.few", shown.count(), seconds(shown.longest(), words))
            : words.say(
                "boots.short",
                seconds(shown.p50(), words),
                seconds(shown.p99(), words),
                shown.count());
    return boots.isShort()
        ? new Fact(
            words.say("boots.word"), text + " · " + words.say("boots.wait.short"), "", Tone.NOTICE)
        : Fact.quiet(words.say("boots.word"), text, "");
  }

  /** With all figures and the advice, for the ledger. */
  static Fact inLedger(String host, BootsView boots, Words words) {
    Figures shown = shown(boots);
    String text =
        shown.count() < BootTimes.ENOUGH
            ? words.say("boots.few", shown.count(), seconds(shown.longest(), words))
            : words.say(
                "boots.all",
                shown.count(),
                seconds(shown.p50(), words),
                seconds(shown.p95(), words),
                seconds(shown.p99(), words));
    String wait = boots.recoveryWait().toSeconds() + "s";
    String advice =
        boots
            .advised()
            .map(
                each ->
                    words.say(
                        boots.isShort() ? "boots.advice.short" : "boots.advice.enough",
                        wait,
                        each.toSeconds() + "s"))
            .orElseGet(() -> words.say("boots.advice.none", BootTimes.ENOUGH));
    return new Fact(
        words.say("boots.of", host),
        text + " → " + advice,
        "",
        boots.isShort() ? Tone.NOTICE : Tone.QUIET);
  }

  /** Boots after power-on are what counts; restarts of its own stand in where there are none. */
  private static Figures shown(BootsView boots) {
    return boots.times().powerOn().count() > 0 ? boots.times().powerOn() : boots.times().restart();
  }

  private static String seconds(Duration span, Words words) {
    return BootTimes.seconds(span).replace('.', words.point());
  }
}
