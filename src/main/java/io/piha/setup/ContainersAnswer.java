package io.piha.setup;

/**
 * Containers beside the hosts that are watched.
 *
 * @param engine the engine's socket or address, such as {@code unix:///var/run/docker.sock}
 * @param watch their names; commas part them
 */
public record ContainersAnswer(String engine, String watch) {}
