package io.piha.console.kit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A fault about which one may ask "what if it came now?". Nothing happens by asking. */
public enum Supposition {
  LEADER_DIES,
  LEADER_CRASHES,
  LEADER_HANGS,
  LEADER_IS_A_ZOMBIE,
  HEARTBEATS_MISSING,
  STANDBY_DIES,
  BOTH_DIE,
  BROKER_LOST,
  NETWORK_CUT,
  SWITCH_REFUSES,
  CONTROL_CRASHES;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for it, e.g. {@code leader-dies}. */
  public String word() {
    return word;
  }

  /** The supposition of that word. */
  public static Optional<Supposition> of(String word) {
    return Stream.of(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** Its sentence, with the real names. */
  public String say(Words words, String leader, String standby) {
    return words.say("what.if." + name().toLowerCase(Locale.ROOT), leader, standby);
  }
}
