package io.piha.site;

/**
 * A person or program that signs its requests.
 *
 * @param name as it stands in the request
 * @param key the shared key
 */
public record Operator(String name, Secret key) {}
