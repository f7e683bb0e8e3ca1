package io.piha.console.kit;

/** The symbols that stand beside a state's word; drawn by the style sheet, not by a font. */
public enum Sign {
  LEADER,
  OBSERVING,
  RECOVERING,
  DOWN,
  POWER,
  FROZEN,
  PLANNED,
  UNKNOWN,
  DONE
}
