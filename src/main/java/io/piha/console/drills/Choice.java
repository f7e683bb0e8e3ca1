package io.piha.console.drills;

import io.piha.console.kit.Tone;

/**
 * A scenario in the list.
 *
 * @param last how its last live drill went; empty when there was none
 */
record Choice(String name, String title, String last, Tone tone) {}
