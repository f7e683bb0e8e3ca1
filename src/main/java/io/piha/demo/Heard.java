package io.piha.demo;

/**
 * A message from the broker.
 *
 * @param retained the retain flag as it arrived
 */
record Heard(String topic, String payload, boolean retained) {}
