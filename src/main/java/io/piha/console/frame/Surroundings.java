package io.piha.console.frame;

/**
 * Where the window stands.
 *
 * @param title usually the site
 * @param demo the estate is simulated
 * @param observer another control plane decides
 * @param background the engine inside may go on without the window
 * @param operator who sits here
 */
public record Surroundings(
    String title, boolean demo, boolean observer, boolean background, String operator) {}
