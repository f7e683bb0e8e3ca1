package io.piha.console.snapshots;

/**
 * What is being done to a host.
 *
 * @param share of the bytes that are moved, 0 to 1; negative when it is not known
 * @param figures bytes and time
 * @param lines the newest output; empty for most
 */
record Running(String title, String text, double share, String figures, String lines) {}
