package io.piha.demo;

import java.time.Duration;

/**
 * One thing that should be seen from outside.
 *
 * @param words what it is, in plain words
 * @param seen whether it was
 * @param at when it was seen, or given up, since the story began
 */
public record StoryStep(String words, boolean seen, Duration at) {}
