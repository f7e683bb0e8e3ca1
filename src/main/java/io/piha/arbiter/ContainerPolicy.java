package io.piha.arbiter;

/**
 * A container that runs beside the hosts and that all of them lean on.
 *
 * @param name how it is shown; its own name, with the engine's where two engines have one of it
 * @param engine the engine on which it lives, as it is shown
 * @param broker whether the broker lives in it
 */
public record ContainerPolicy(String name, String engine, boolean broker) {}
